#include "features/live/console_hub.h"

#include <algorithm>

#include <boost/json/array.hpp>

#include "base/json.h"
#include "features/contacts/contact_presenter.h"
#include "features/live/roster.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;

constexpr std::uint16_t kSessionEnded = 4001;
constexpr std::uint16_t kRightsChanged = 1012;  ///< come again, RFC 6455 registry "service restart"

}  // namespace

// --- from every thread ---

void ConsoleHub::open(ConsoleId id, Principal me, std::uint64_t rights_changes,
                      std::shared_ptr<transport::Socket> socket) {
  desk_.post_always(
      [this, id, me = std::move(me), rights_changes, socket = std::move(socket)]() mutable {
        // What takes rights away closes the consoles that it finds here; this one was still on its
        // way.
        if (rights_changes != rights_changes_) {
          socket->close(kRightsChanged, "the rights changed");
          return;
        }
        const base::OperatorId who = me.id;
        consoles_[id] = {.id = id, .me = std::move(me), .socket = std::move(socket)};
        by_operator_[who].insert(id);
        desk_.set_operator_online(who, true);
      });
}

bool ConsoleHub::hold_phone(ConsoleId id, bool holds) {
  return desk_.post([this, id, holds] {
    const auto found = consoles_.find(id);
    if (found == consoles_.end() || found->second.holds_phone == holds) return;
    found->second.holds_phone = holds;
    desk_.set_phone_online(found->second.me.id, holds);
  });
}

void ConsoleHub::operator_changed(const OperatorForDesk& changed) {
  const bool is_admin = changed.is_organization_admin;
  desk_.post_always([this, who = changed.id, is_admin] {
    ++rights_changes_;
    const auto own = by_operator_.find(who);
    if (own == by_operator_.end()) return;
    for (const ConsoleId id : own->second) {
      const Console& console = consoles_.at(id);
      if (console.me.is_organization_admin == is_admin) continue;
      console.socket->close(kRightsChanged, "the rights changed");
    }
  });
}

void ConsoleHub::close(ConsoleId id) {
  desk_.post_always([this, id] {
    const auto found = consoles_.find(id);
    if (found == consoles_.end()) return;
    const Console console = std::move(found->second);
    consoles_.erase(found);
    unfollow(console);
    by_operator_[console.me.id].erase(id);
    if (console.holds_phone) desk_.set_phone_online(console.me.id, false);
    desk_.set_operator_online(console.me.id, false);
  });
}

void ConsoleHub::end_session(base::SessionId session) {
  desk_.post_always([this, session] {
    ++rights_changes_;
    for (const auto& [id, console] : consoles_) {
      if (console.me.session == session) console.socket->close(kSessionEnded, "the session ended");
    }
  });
}

void ConsoleHub::follow(const Console& console) {
  for (const base::ContactId contact : console.subscription.contacts) {
    by_contact_[contact].insert(console.id);
  }
}

void ConsoleHub::unfollow(const Console& console) {
  for (const base::ContactId contact : console.subscription.contacts) {
    const auto followers = by_contact_.find(contact);
    if (followers == by_contact_.end()) continue;
    followers->second.erase(console.id);
    if (followers->second.empty()) by_contact_.erase(followers);
  }
}

bool ConsoleHub::subscribe(ConsoleId id, ConsoleSubscription subscription) {
  return desk_.post([this, id, subscription = std::move(subscription)]() mutable {
    const auto found = consoles_.find(id);
    if (found == consoles_.end()) return;
    Console& console = found->second;
    unfollow(console);
    const auto is_foreign = [&](base::ServiceId service) { return !console.me.may_see(service); };
    std::erase_if(subscription.services, is_foreign);
    std::erase_if(subscription.lists, is_foreign);
    std::erase_if(subscription.rosters, is_foreign);
    console.subscription = std::move(subscription);
    follow(console);
    console.counts_sent.clear();
    counts_are_dirty_ = true;
    desk_.want_flush();
    catch_up(console, console.subscription.since.value_or(desk_.committed_number()));
  });
}

void ConsoleHub::typing(ConsoleId id, base::ContactId contact, bool is_note, bool is_typing) {
  (void)desk_.post([this, id, contact, is_note, is_typing] {
    const auto console = consoles_.find(id);
    const desk::Contact* of = desk_.state().contacts.find(contact);
    if (console == consoles_.end() || of == nullptr) return;
    if (!console->second.me.may_answer(of->service)) return;
    desk_.show_typing({of->service, contact, of->thread, console->second.me.id,
                       console->second.me.name, is_note, is_typing});
  });
}

// --- at once ---

template <class Send>
void ConsoleHub::for_contact(base::ServiceId service, base::ContactId contact, Send send) {
  const auto found = by_contact_.find(contact);
  if (found == by_contact_.end()) return;
  for (const ConsoleId id : found->second) {
    Console& console = consoles_.at(id);
    if (console.me.may_see(service)) send(console);
  }
}

void ConsoleHub::on_committed(const Committed& committed) {
  for (const ContactChange& change : committed.contacts) {
    mark_dirty(change.contact, {change.service, {change.owner_before, change.owner}});
  }
  if (!committed.contacts.empty()) counts_are_dirty_ = true;
  send_messages(committed);
  send_alerts(committed);
}

std::set<ConsoleId> ConsoleHub::receivers_of(const ContactChange& change) {
  std::set<ConsoleId> receivers;
  for_contact(change.service, change.contact, [&](Console& c) { receivers.insert(c.id); });
  const auto own = change.owner ? by_operator_.find(change.owner) : by_operator_.end();
  if (own != by_operator_.end()) receivers.insert(own->second.begin(), own->second.end());
  return receivers;
}

void ConsoleHub::send_messages(const Committed& committed) {
  for (const ContactChange& change : committed.contacts) {
    const auto receivers = receivers_of(change);
    if (receivers.empty()) continue;
    json::array messages;
    for (const Message& message : committed.messages) {
      if (message.contact == change.contact) messages.push_back(message_json(message));
    }
    if (messages.empty()) continue;
    const auto text = frame_text(
        {{"type", "messages"}, {"through", flushed_through_}, {"messages", std::move(messages)}});
    for (const ConsoleId id : receivers) send_numbered(consoles_.at(id), text);
  }
}

void ConsoleHub::send_alerts(const Committed& committed) {
  for (const Alert& alert : committed.alerts) {
    const auto text = frame_text({{"type", "alert"},
                                  {"what", alert.what},
                                  {"serviceId", base::json_id(alert.service)},
                                  {"contactId", base::json_id(alert.contact)},
                                  {"number", alert.number}});
    for (const auto& [id, console] : consoles_) {
      const bool is_for_all = !alert.for_operator && console.me.may_chat(alert.service);
      if (is_for_all || console.me.id == alert.for_operator) console.socket->send(text);
    }
  }
}

void ConsoleHub::on_operators_changed(const std::vector<OperatorChange>& changes) {
  for (const OperatorChange& change : changes) {
    dirty_operators_.insert(change.id);
    if (change.has_new_rights) ++rights_changes_;
    const auto own = by_operator_.find(change.id);
    if (own == by_operator_.end()) continue;
    const auto text = frame_text({{"type", "me"},
                                  {"state", desk_.states().operator_state(change.id)},
                                  {"cause", change.cause}});
    for (const ConsoleId id : own->second) {
      transport::Socket& socket = *consoles_.at(id).socket;
      socket.send(text);
      if (change.has_new_rights) socket.close(kRightsChanged, "the rights changed");
    }
  }
  desk_.want_flush();
}

void ConsoleHub::on_presence(base::ServiceId service, base::ContactId contact, bool is_online) {
  note_live_change(service, contact);
  desk_.want_flush();
  const auto text = frame_text({{"type", "presence"},
                                {"contactId", base::json_id(contact)},
                                {"isCustomerOnline", is_online}});
  for_contact(service, contact, [&](Console& console) { console.socket->send(text); });
}

void ConsoleHub::on_typing(const Typing& typing) {
  const auto who = typing.operator_id ? std::optional(typing.operator_id) : std::nullopt;
  const auto text = frame_text({{"type", "typing"},
                                {"contactId", base::json_id(typing.contact)},
                                {"who", who ? "operator" : "customer"},
                                {"operatorId", base::json_or_null(who)},
                                {"name", typing.name},
                                {"kind", typing.is_note ? "note" : "reply"},
                                {"isTyping", typing.is_typing}});
  for_contact(typing.service, typing.contact, [&](Console& console) {
    if (console.me.id != typing.operator_id) console.socket->send(text);
  });
}

void ConsoleHub::on_reloaded() {
  dirty_.clear();
  live_changed_at_.clear();
  told_places_.clear();
  const auto text = frame_text({{"type", "reset"}, {"through", desk_.committed_number()}});
  for (const auto& [id, console] : consoles_) console.socket->send(text);
}

void ConsoleHub::on_heartbeat() {
  std::erase_if(live_changed_at_, [this](const auto& change) {
    return desk_.state().contacts.find(change.first) == nullptr;
  });
  const auto text = frame_text({{"type", "alive"}, {"through", flushed_through_}});
  for (auto& [id, console] : consoles_) send_numbered(console, text);
}

// --- together ---

void ConsoleHub::on_flush() {
  note_moves();
  flush_rows();
  if (std::exchange(counts_are_dirty_, false)) send_counts();
  send_rosters();
}

void ConsoleHub::send_counts() {
  const AllBoxCounts all(desk_.state());
  for (auto& [id, console] : consoles_) {
    json::object changed;
    for (const base::ServiceId service : console.subscription.services) {
      const BoxCounts counts = all.of(service, console.me.id);
      const auto sent = console.counts_sent.find(service);
      if (sent != console.counts_sent.end() && sent->second == counts) continue;
      console.counts_sent[service] = counts;
      changed[base::to_string(service)] = counts_json(counts);
    }
    if (!changed.empty()) {
      console.socket->send(frame_text({{"type", "counts"}, {"counts", std::move(changed)}}));
    }
  }
}

void ConsoleHub::send_rosters() {
  const auto changed = std::exchange(dirty_operators_, {});
  if (changed.empty()) return;
  std::map<base::ServiceId, Frame> frames;
  for (const auto& [id, console] : consoles_) {
    for (const base::ServiceId service : console.subscription.rosters) {
      Frame& text = frames[service];
      if (!text) {
        json::array operators;
        for (const base::OperatorId who : changed) {
          if (auto row = roster_operator_json(desk_, service, who))
            operators.push_back(*std::move(row));
        }
        text = frame_text({{"type", "operators"},
                           {"serviceId", base::json_id(service)},
                           {"operators", std::move(operators)}});
      }
      console.socket->send(text);
    }
  }
}

}  // namespace madoguchi::features
