#include "channels/web_call/web_calls.h"

#include <utility>
#include <vector>

#include "channels/web_call/web_calls_store.h"
#include "features/calls/offer_input.h"
#include "features/live/live_desk_async.h"

namespace madoguchi::channels {
namespace {

using base::ContactId;
using base::Status;
using boost::asio::awaitable;

constexpr int kRetryAfterSeconds = 10;

/// Whoever waits for a place wants to know when it is worth to ask again.
base::Error with_patience(base::Error error) {
  const bool is_full = error.code == base::ErrorCode::kTryLater;
  if (is_full && error.retry_after_seconds == 0) error.retry_after_seconds = kRetryAfterSeconds;
  return error;
}

}  // namespace

// --- from every thread ---

awaitable<base::Result<OpenedCall>> WebCalls::open(WebCaller caller, std::string offer) {
  MDG_CO_TRY(parts_.calls.may_begin());
  desk::StartCall start;
  start.service = caller.service;
  start.contact = parts_.ids.next<ContactId>();
  start.thread = parts_.ids.next<base::ThreadId>();
  start.queue = caller.queue;
  MDG_AWAIT(const Status reserved, features::ask(parts_.desk, [this, key = caller.key, start] {
              return reserve(key, start);
            }));
  MDG_CO_TRY(reserved);
  const ContactId id = start.contact;
  auto begun = co_await begin_later(std::move(caller), std::move(start), std::move(offer));
  if (begun) co_return begun;
  parts_.desk.post_always([this, id] {
    parts_.calls.leave(id);
    release(id);
  });
  co_return base::fail(with_patience(std::move(begun).error()));
}

awaitable<WebCalls::Begun> WebCalls::begin_later(WebCaller caller, desk::StartCall start,
                                                 std::string offer) {
  const ContactId id = start.contact;
  auto telephone = std::make_shared<features::AskTelephone>(
      [this, id](std::string sdp, voice::DescriptionReply reply) {
        parts_.calls.open(id, std::move(sdp), std::move(reply));
      });
  MDG_AWAIT(std::string answer,
            features::answer_to(std::make_shared<std::string>(std::move(offer)), telephone));
  const auto fresh = parts_.ids.next<base::CustomerId>();
  auto store = [caller = std::move(caller), start = std::move(start), fresh,
                now = parts_.clock.now()](storage::Connection& db) {
    return web_calls_store::add(db, caller, start, fresh, now);
  };
  MDG_AWAIT(const desk::StartCall stored, parts_.db.write(std::move(store)));
  MDG_AWAIT(const Status begun,
            features::ask(parts_.desk, [this, stored] { return begin(stored); }));
  MDG_CO_TRY(begun);
  co_return OpenedCall{id, std::move(answer)};
}

awaitable<Status> WebCalls::hang_up(std::string key, ContactId call) {
  MDG_AWAIT(const Status left, features::ask(parts_.desk, [this, key, call]() -> Status {
              MDG_TRY(is_own(key, call));
              parts_.calls.leave(call);
              return {};
            }));
  co_return left;
}

awaitable<Status> WebCalls::require_own(std::string key, ContactId call) {
  MDG_AWAIT(const Status is_theirs,
            features::ask(parts_.desk, [this, key, call] { return is_own(key, call); }));
  co_return is_theirs;
}

void WebCalls::watch(WatcherId id, ContactId call, std::shared_ptr<transport::Socket> socket) {
  parts_.desk.post_always([this, id, call, socket = std::move(socket)]() mutable {
    watchers_.add(id, call, std::move(socket));
    if (!running_.contains(call)) watchers_.end(call);  // it ended meanwhile
  });
}

void WebCalls::unwatch(WatcherId id) {
  parts_.desk.post_always([this, id] { watchers_.remove(id); });
}

// --- on the desk's thread ---

Status WebCalls::reserve(const std::string& key, const desk::StartCall& start) {
  release_ended();
  const auto [known, is_new] = by_key_.emplace(key, start.contact);
  if (!is_new) return base::fail(base::ErrorCode::kConflict, "there is a call of yours already");
  running_.emplace(start.contact, Running{key, start.service, start.thread});
  parts_.calls.expect(start);
  return {};
}

Status WebCalls::begin(const desk::StartCall& start) {
  MDG_TRY(parts_.calls.begin_expected(start));
  const auto found = running_.find(start.contact);
  if (found != running_.end()) found->second.has_begun = true;
  parts_.desk.set_thread_online(start.service, start.thread, true);
  return {};
}

Status WebCalls::is_own(const std::string& key, ContactId call) const {
  const auto known = by_key_.find(key);
  if (known != by_key_.end() && known->second == call) return {};
  return base::fail(base::ErrorCode::kNotFound, "call");
}

void WebCalls::release(ContactId call) {
  const auto found = running_.find(call);
  if (found == running_.end()) return;
  const Running over = std::move(found->second);
  running_.erase(found);
  by_key_.erase(over.key);
  watchers_.end(call);
  if (!over.has_begun) return;
  // Later: this may run while the desk tells its listeners.
  parts_.desk.post_always(
      [this, over] { parts_.desk.set_thread_online(over.service, over.thread, false); });
}

/// A call is over for its customer as soon as the telephone has ended it; the desk's row follows.
void WebCalls::release_ended() {
  std::vector<ContactId> over;
  for (const auto& [id, call] : running_) {
    if (!parts_.calls.is_living(id)) over.push_back(id);
  }
  for (const ContactId id : over) release(id);
}

void WebCalls::on_committed(const features::Committed& committed) {
  for (const features::ContactChange& change : committed.contacts) {
    const auto found = running_.find(change.contact);
    if (found == running_.end()) continue;
    if (!parts_.calls.is_living(change.contact)) {
      release(change.contact);
    } else {
      watchers_.show(change.contact);
    }
  }
}

/// What an operator does with a call is told before it is stored.
void WebCalls::on_operators_changed(const std::vector<features::OperatorChange>& changes) {
  for (const features::OperatorChange& change : changes) {
    const desk::Operator* who = parts_.desk.state().operators.find(change.id);
    if (who != nullptr && running_.contains(who->call)) watchers_.show(who->call);
  }
}

void WebCalls::on_reloaded() {
  release_ended();
  for (const auto& [id, call] : running_) watchers_.show(id);
}

void WebCalls::on_flush() {
  for (const base::QueueId queue : std::exchange(moved_queues_, {})) watchers_.show_line(queue);
}

void WebCalls::on_heartbeat() {
  release_ended();
  watchers_.say_alive();
}

}  // namespace madoguchi::channels
