#include "features/queues/queues_service.h"

#include <algorithm>
#include <utility>

#include "features/queues/queues_store.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::QueueId;
using base::Result;
using base::ServiceId;
using base::Status;
using boost::asio::awaitable;
using storage::Connection;

Queue patched(Queue queue, const QueuePatch& patch) {
  queue.name = patch.name.value_or(queue.name);
  queue.ring_time = patch.ring_time.value_or(queue.ring_time);
  queue.longest_wait = patch.longest_wait.value_or(queue.longest_wait);
  return queue;
}

/// The numbers of trunks name a queue: two of one name could not be told apart.
Status require_own_name(const std::vector<Queue>& queues, const Queue& queue) {
  const auto is_double = [&](const Queue& other) {
    return other.id != queue.id && other.name == queue.name;
  };
  if (std::ranges::none_of(queues, is_double)) return {};
  base::Error error = base::make_error(ErrorCode::kAlreadyExists);
  error.field = "name";
  error.expected = "a name that no other queue of the service has";
  return base::fail(std::move(error));
}

}  // namespace

Result<std::vector<Queue>> QueuesService::list(ServiceId service) const {
  const auto entry = parts_.directory.find(service);
  if (!entry) return base::fail(ErrorCode::kNotFound);
  return entry->queues;
}

Status QueuesService::log(Connection& db, const Principal& me, ServiceId service,
                          const char* action, const Queue& queue) {
  boost::json::object detail{{"name", queue.name},
                             {"ringSeconds", queue.ring_time.count()},
                             {"longestWaitSeconds", queue.longest_wait.count()}};
  return parts_.audit.add(
      db, {service, me.actor(), action, "queue:" + to_string(queue.id), std::move(detail)});
}

awaitable<Result<Queue>> QueuesService::create(Principal me, ServiceId service, QueuePatch wanted) {
  auto make = [this, me, service, wanted](Connection& db) -> Result<Queue> {
    MDG_ASSIGN(const auto queues, queues_of(db, service));
    const Queue queue = patched({.id = parts_.ids.next<QueueId>(), .name = {}}, wanted);
    MDG_TRY(require_own_name(queues, queue));
    if (queues.size() >= kMost) {
      return base::fail(ErrorCode::kConflict, "the service has as many queues as it may have");
    }
    MDG_TRY(add_queue(db, service, queue));
    MDG_TRY(log(db, me, service, "queue.made", queue));
    return queue;
  };
  MDG_AWAIT(Queue made, parts_.database.write(std::move(make)));
  MDG_AWAIT_TRY(parts_.services.announce(service));
  co_return made;
}

awaitable<Result<Queue>> QueuesService::update(Principal me, ServiceId service, QueueId id,
                                               QueuePatch patch) {
  auto change = [this, me, service, id, patch](Connection& db) -> Result<Queue> {
    MDG_ASSIGN(const auto queues, queues_of(db, service));
    const auto found = std::ranges::find(queues, id, &Queue::id);
    if (found == queues.end()) return base::fail(ErrorCode::kNotFound);
    const Queue after = patched(*found, patch);
    MDG_TRY(require_own_name(queues, after));
    MDG_TRY(update_queue(db, service, after));
    MDG_TRY(log(db, me, service, "queue.updated", after));
    return after;
  };
  MDG_AWAIT(Queue updated, parts_.database.write(std::move(change)));
  MDG_AWAIT_TRY(parts_.services.announce(service));
  co_return updated;
}

}  // namespace madoguchi::features
