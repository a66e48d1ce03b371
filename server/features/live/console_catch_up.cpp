// What a console missed while it was away.

#include <algorithm>

#include <boost/json/array.hpp>

#include "base/json.h"
#include "features/contacts/contact_presenter.h"
#include "features/contacts/contact_queries.h"
#include "features/contacts/message_queries.h"
#include "features/live/console_hub.h"
#include "features/live/live_overlay.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;

// Over all services and contacts: more is fetched anew by the console, page by page.
constexpr int kMaxMissedRows = 500;
constexpr int kMaxMissedMessages = 500;
/// Frames that wait for a catch-up whose reading takes long.
constexpr std::size_t kMaxWaiting = 1000;
constexpr std::uint16_t kTryAgainLater = 1013;  ///< RFC 6455 registry

}  // namespace

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
    const auto& services = console.subscription.services;
    if (std::ranges::find(services, contact.service) == services.end()) return;
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
    std::ranges::move(rows, std::back_inserter(missed.contacts));
    missed.is_too_much = missed.contacts.size() > kMaxMissedRows;
    if (missed.is_too_much) return missed;
    for (const base::ContactId contact : subscription.contacts) {
      MDG_ASSIGN(auto messages, message_queries::changed_since(db, service, contact, since,
                                                               kMaxMissedMessages + 1));
      std::ranges::move(messages, std::back_inserter(missed.messages));
      missed.is_too_much = missed.messages.size() > kMaxMissedMessages;
      if (missed.is_too_much) return missed;
    }
  }
  missed.is_too_much = missed.contacts.size() + live.size() > kMaxMissedRows;
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
    if (console.waiting.size() >= kMaxWaiting) {
      return console.socket->close(kTryAgainLater, "catching up takes too long");
    }
    console.waiting.push_back(std::move(frame));
  } else if (console.is_subscribed) {
    console.socket->send(std::move(frame));
  }
}

void ConsoleHub::send_missed(const Console& console, const base::Result<Missed>& missed,
                             std::int64_t through) {
  transport::Socket& socket = *console.socket;
  if (!missed || missed->is_too_much) {
    return socket.send(frame_text({{"type", "reset"}, {"through", through}}));
  }
  if (!missed->messages.empty()) {
    json::array messages;
    for (const Message& message : missed->messages) messages.push_back(message_json(message));
    // The rows are still to come.
    const std::int64_t had = console.subscription.since.value_or(through);
    socket.send(
        frame_text({{"type", "messages"}, {"through", had}, {"messages", std::move(messages)}}));
  }
  if (!missed->contacts.empty()) {
    auto rows = missed->contacts;
    overlay_live(desk_.state(), rows);
    json::array contacts;
    for (const Contact& contact : rows) contacts.push_back(contact_json(contact));
    socket.send(frame_text(
        {{"type", "contacts"}, {"through", through}, {"contacts", std::move(contacts)}}));
  }
  const auto state = desk_.states().operator_state(console.me.id);
  socket.send(frame_text({{"type", "me"}, {"state", state}, {"cause", "connected"}}));
  socket.send(frame_text({{"type", "subscribed"}, {"through", through}}));
}

}  // namespace madoguchi::features
