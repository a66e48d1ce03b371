#include "features/live/console_hub.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "desk/places.h"
#include "features/chats/contact_presenter.h"
#include "features/chats/contact_queries.h"
#include "features/chats/message_queries.h"
#include "features/live/roster.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;

constexpr int kMaxMissedRows = 500;
constexpr int kMaxMissedMessages = 500;
constexpr std::uint16_t kSessionEnded = 4001;
constexpr std::uint16_t kRightsChanged = 1012;  ///< come again, RFC 6455 registry "service restart"

std::shared_ptr<const std::string> frame(const json::object& value) {
  return std::make_shared<const std::string>(json::serialize(value));
}

template <class T>
bool contains(const std::vector<T>& values, const T& value) {
  return std::ranges::find(values, value) != values.end();
}

json::object counts_json(const BoxCounts& counts) {
  return {{"mine", counts.mine},
          {"waiting", counts.waiting},
          {"team", counts.team},
          {"unopened", counts.unopened}};
}

bool waits(const desk::Contact& contact) {
  return desk::is_queued(contact) || contact.conversation == desk::Conversation::kWaiting;
}

}  // namespace

BoxCounts box_counts(const desk::DeskState& state, base::ServiceId service, base::OperatorId id) {
  BoxCounts counts;
  state.contacts.for_each([&](base::ContactId, const desk::Contact& contact) {
    if (contact.service != service || desk::is_ended(contact)) return;
    ++counts.team;
    counts.waiting += waits(contact) ? 1 : 0;
    if (contact.owner != id) return;
    ++counts.mine;
    counts.unopened += contact.assignment == desk::Assignment::kOffered ? 1 : 0;
  });
  return counts;
}

void overlay_live(const desk::DeskState& state, Contact& contact) {
  const desk::Contact* live = state.contacts.find(contact.id);
  if (live == nullptr) return;
  contact.is_customer_online = live->is_customer_online;
  if (!desk::is_queued(*live)) return;
  const desk::LineId line{live->queue, desk::medium_of(*live)};
  for (const desk::PlaceInLine& place : desk::places(state, line)) {
    if (place.contact == contact.id) contact.place = place.place;
  }
}

// --- from every thread ---

void ConsoleHub::open(ConsoleId id, Principal me, std::shared_ptr<transport::Socket> socket) {
  desk_.post_always([this, id, me = std::move(me), socket = std::move(socket)]() mutable {
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

// --- what a console missed ---

void ConsoleHub::catch_up(Console& console, std::int64_t since) {
  const std::int64_t through = desk_.committed_number();
  console.catch_up = ++last_catch_up_;
  if (since > through) {  // a number of another life of the database
    const auto reset = base::fail(base::ErrorCode::kConflict, "a number that was never given");
    return take_missed(console.id, console.catch_up, reset, through);
  }
  auto missed = std::make_shared<base::Result<Missed>>();
  db_.submit_read(
      [missed, subscription = console.subscription, live = changed_live(console, since),
       since](storage::Connection& db) -> base::Status {
        *missed = load_missed(db, subscription, live, since);
        if (!*missed) return base::fail(missed->error());
        return {};
      },
      [this, missed, id = console.id, number = console.catch_up, through](base::Status status) {
        if (!status) *missed = base::fail(std::move(status).error());
        desk_.post_always(
            [this, missed, id, number, through] { take_missed(id, number, *missed, through); });
      });
}

std::vector<ConsoleHub::LiveChange> ConsoleHub::changed_live(const Console& console,
                                                             std::int64_t since) const {
  std::vector<LiveChange> changed;
  if (console.is_subscribed || !console.subscription.since) return changed;
  desk_.state().contacts.for_each([&](base::ContactId id, const desk::Contact& contact) {
    const auto at = live_changed_at_.find(id);
    const auto changed_at = at == live_changed_at_.end() ? desk_.loaded_number() : at->second;
    if (changed_at < since || desk::is_ended(contact)) return;
    if (!contains(console.subscription.services, contact.service)) return;
    changed.push_back({contact.service, id});
  });
  return changed;
}

base::Result<ConsoleHub::Missed> ConsoleHub::load_missed(storage::Connection& db,
                                                         const ConsoleSubscription& subscription,
                                                         const std::vector<LiveChange>& live,
                                                         std::int64_t since) {
  Missed missed;
  for (const base::ServiceId service : subscription.services) {
    MDG_ASSIGN(auto rows, contact_queries::changed_since(db, service, since, kMaxMissedRows + 1));
    missed.is_too_much = missed.is_too_much || rows.size() > kMaxMissedRows;
    std::ranges::move(rows, std::back_inserter(missed.contacts));
    for (const base::ContactId contact : subscription.contacts) {
      MDG_ASSIGN(auto messages, message_queries::changed_since(db, service, contact, since,
                                                               kMaxMissedMessages + 1));
      missed.is_too_much = missed.is_too_much || messages.size() > kMaxMissedMessages;
      std::ranges::move(messages, std::back_inserter(missed.messages));
    }
  }
  missed.is_too_much = missed.is_too_much || live.size() > kMaxMissedRows;
  if (missed.is_too_much) return missed;
  for (const auto& [service, contact] : live) {
    if (std::ranges::find(missed.contacts, contact, &Contact::id) != missed.contacts.end())
      continue;
    MDG_ASSIGN(auto row, contact_queries::find(db, service, contact));
    if (row) missed.contacts.push_back(*std::move(row));
  }
  return missed;
}

/// A later subscription asks for the same again, for what it wants itself.
void ConsoleHub::take_missed(ConsoleId id, std::uint64_t catch_up,
                             const base::Result<Missed>& missed, std::int64_t through) {
  const auto found = consoles_.find(id);
  if (found == consoles_.end() || found->second.catch_up != catch_up) return;
  Console& console = found->second;
  send_missed(console, missed, through);
  console.catch_up = 0;
  console.is_subscribed = true;
  for (const Frame& frame : std::exchange(console.waiting, {})) console.socket->send(frame);
}

/// A number promises what is before it, so that nothing newer may overtake what was missed.
void ConsoleHub::send_numbered(Console& console, Frame frame) {
  if (console.catch_up != 0) {
    console.waiting.push_back(std::move(frame));
  } else if (console.is_subscribed) {
    console.socket->send(std::move(frame));
  }
}

void ConsoleHub::send_missed(const Console& console, const base::Result<Missed>& missed,
                             std::int64_t through) {
  transport::Socket& socket = *console.socket;
  if (!missed || missed->is_too_much) {
    return socket.send(frame({{"type", "reset"}, {"through", through}}));
  }
  if (!missed->messages.empty()) {
    json::array messages;
    for (const Message& message : missed->messages) messages.push_back(message_json(message));
    // The rows are still to come.
    const std::int64_t had = console.subscription.since.value_or(through);
    socket.send(frame({{"type", "messages"}, {"through", had}, {"messages", std::move(messages)}}));
  }
  if (!missed->contacts.empty()) {
    json::array contacts;
    for (Contact contact : missed->contacts) {
      overlay_live(desk_.state(), contact);
      contacts.push_back(contact_json(contact));
    }
    socket.send(
        frame({{"type", "contacts"}, {"through", through}, {"contacts", std::move(contacts)}}));
  }
  const auto state = desk_.states().operator_state(console.me.id);
  socket.send(frame({{"type", "me"}, {"state", state}, {"cause", "connected"}}));
  socket.send(frame({{"type", "subscribed"}, {"through", through}}));
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
    const auto text = frame(
        {{"type", "messages"}, {"through", flushed_through_}, {"messages", std::move(messages)}});
    for (const ConsoleId id : receivers) send_numbered(consoles_.at(id), text);
  }
}

void ConsoleHub::send_alerts(const Committed& committed) {
  for (const Alert& alert : committed.alerts) {
    const auto text = frame({{"type", "alert"},
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
    const auto own = by_operator_.find(change.id);
    if (own == by_operator_.end()) continue;
    const auto text = frame({{"type", "me"},
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
  const auto text = frame({{"type", "presence"},
                           {"contactId", base::json_id(contact)},
                           {"isCustomerOnline", is_online}});
  for_contact(service, contact, [&](Console& console) { console.socket->send(text); });
}

void ConsoleHub::on_typing(const Typing& typing) {
  const auto who = typing.operator_id ? std::optional(typing.operator_id) : std::nullopt;
  const auto text = frame({{"type", "typing"},
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

void ConsoleHub::note_live_change(base::ServiceId service, base::ContactId contact) {
  live_changed_at_[contact] = desk_.committed_number();
  DirtyRow& row = dirty_[contact];
  row.service = service;
  const desk::Contact* of = desk_.state().contacts.find(contact);
  if (of != nullptr) row.owners.insert(of->owner);
}

void ConsoleHub::on_reloaded() {
  dirty_.clear();
  live_changed_at_.clear();
  told_places_.clear();
  const auto text = frame({{"type", "reset"}, {"through", desk_.committed_number()}});
  for (const auto& [id, console] : consoles_) console.socket->send(text);
}

void ConsoleHub::on_heartbeat() {
  std::erase_if(live_changed_at_, [this](const auto& change) {
    return desk_.state().contacts.find(change.first) == nullptr;
  });
  const auto text = frame({{"type", "alive"}, {"through", flushed_through_}});
  for (auto& [id, console] : consoles_) send_numbered(console, text);
}

// --- together ---

void ConsoleHub::note_moves() {
  for (const base::QueueId queue : std::exchange(moved_queues_, {})) {
    for (const auto& moved : desk::tell_places(desk_.state(), queue, told_places_)) {
      note_live_change(desk_.state().contacts.find(moved.contact)->service, moved.contact);
    }
  }
}

void ConsoleHub::on_flush() {
  note_moves();
  flush_rows();
  if (std::exchange(counts_are_dirty_, false)) send_counts();
  send_rosters();
}

void ConsoleHub::flush_rows() {
  if (is_reading_) return desk_.want_flush();
  const std::int64_t through = desk_.committed_number();
  if (dirty_.empty() || consoles_.empty()) {
    dirty_.clear();
    flushed_through_ = through;
    return;
  }
  is_reading_ = true;
  struct Batch {
    std::vector<std::pair<base::ContactId, DirtyRow>> wanted;
    std::vector<Contact> rows;
  };
  auto batch = std::make_shared<Batch>();
  for (auto& [id, dirty] : std::exchange(dirty_, {}))
    batch->wanted.emplace_back(id, std::move(dirty));
  db_.submit_read(
      [batch](storage::Connection& db) -> base::Status {
        batch->rows.clear();
        for (const auto& [id, dirty] : batch->wanted) {
          MDG_ASSIGN(auto row, contact_queries::find(db, dirty.service, id));
          if (row) batch->rows.push_back(*std::move(row));
        }
        return {};
      },
      [this, batch, through](base::Status status) {
        desk_.post_always([this, batch, through, is_read = status.has_value()] {
          is_reading_ = false;
          if (!is_read) {  // the rows are still to be shown
            for (const auto& [id, dirty] : batch->wanted) mark_dirty(id, dirty);
            return desk_.want_flush();
          }
          std::vector<SerializedRow> rows;
          for (Contact& row : batch->rows) {
            const auto wanted =
                std::ranges::find(batch->wanted, row.id, [](const auto& w) { return w.first; });
            rows.push_back(serialize(std::move(row), wanted->second));
          }
          send_rows(std::move(rows), through);
        });
      });
}

void ConsoleHub::mark_dirty(base::ContactId contact, const DirtyRow& row) {
  DirtyRow& kept = dirty_[contact];
  kept.service = row.service;
  kept.owners.insert(row.owners.begin(), row.owners.end());
}

ConsoleHub::SerializedRow ConsoleHub::serialize(Contact contact, const DirtyRow& dirty) const {
  overlay_live(desk_.state(), contact);
  auto owners = dirty.owners;
  if (contact.owner) owners.insert(*contact.owner);
  return {contact.service, contact.id, std::move(owners), json::serialize(contact_json(contact))};
}

void ConsoleHub::send_rows(std::vector<SerializedRow> rows, std::int64_t through) {
  flushed_through_ = std::max(flushed_through_, through);
  for (auto& [id, console] : consoles_) {
    const ConsoleSubscription& wants = console.subscription;
    std::string joined;
    for (const SerializedRow& row : rows) {
      const bool is_own =
          contains(wants.services, row.service) && row.owners.contains(console.me.id);
      const bool is_listed = contains(wants.lists, row.service);
      const bool is_open = contains(wants.contacts, row.contact) && console.me.may_see(row.service);
      if (!is_own && !is_listed && !is_open) continue;
      if (!joined.empty()) joined += ',';
      joined += row.json;
    }
    if (joined.empty()) continue;
    send_numbered(console, std::make_shared<const std::string>(through_frame("contacts", through) +
                                                               ",\"contacts\":[" + joined + "]}"));
  }
}

std::string ConsoleHub::through_frame(std::string_view type, std::int64_t through) const {
  return "{\"type\":\"" + std::string(type) + "\",\"through\":" + std::to_string(through);
}

void ConsoleHub::send_counts() {
  // One pass over the contacts for all consoles.
  std::map<base::ServiceId, BoxCounts> totals;
  std::map<std::pair<base::ServiceId, base::OperatorId>, BoxCounts> own;
  desk_.state().contacts.for_each([&](base::ContactId, const desk::Contact& contact) {
    if (desk::is_ended(contact)) return;
    BoxCounts& total = totals[contact.service];
    ++total.team;
    total.waiting += waits(contact) ? 1 : 0;
    if (!contact.owner) return;
    BoxCounts& mine = own[{contact.service, contact.owner}];
    ++mine.mine;
    mine.unopened += contact.assignment == desk::Assignment::kOffered ? 1 : 0;
  });
  for (auto& [id, console] : consoles_) {
    json::object changed;
    for (const base::ServiceId service : console.subscription.services) {
      BoxCounts counts = totals[service];
      const BoxCounts& mine = own[{service, console.me.id}];
      counts.mine = mine.mine;
      counts.unopened = mine.unopened;
      const auto sent = console.counts_sent.find(service);
      if (sent != console.counts_sent.end() && sent->second == counts) continue;
      console.counts_sent[service] = counts;
      changed[base::to_string(service)] = counts_json(counts);
    }
    if (!changed.empty()) {
      console.socket->send(frame({{"type", "counts"}, {"counts", std::move(changed)}}));
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
        text = frame({{"type", "operators"},
                      {"serviceId", base::json_id(service)},
                      {"operators", std::move(operators)}});
      }
      console.socket->send(text);
    }
  }
}

}  // namespace madoguchi::features
