#include "features/queues/queues_store.h"

#include <utility>

namespace madoguchi::features {
namespace {

using base::ServiceId;
using storage::Connection;
using storage::Sql;

constexpr Sql kAdd{
    "queues.add",
    "INSERT INTO queues (service_id, id, name, is_default, longest_wait_seconds, ring_seconds) "
    "VALUES (:service, :id, :name, :is_default, :longest_wait, :ring_time)"};

constexpr Sql kUpdate{"queues.update",
                      "UPDATE queues SET name = :name, longest_wait_seconds = :longest_wait, "
                      "ring_seconds = :ring_time WHERE service_id = :service AND id = :id"};

constexpr Sql kAll{"queues.of_service",
                   "SELECT id, name, is_default, longest_wait_seconds, ring_seconds FROM queues "
                   "WHERE service_id = :service ORDER BY is_default DESC, id"};

}  // namespace

base::Status add_queue(Connection& db, ServiceId service, const Queue& queue) {
  MDG_TRY(db.execute(kAdd, service, queue.id, queue.name, queue.is_default,
                     queue.longest_wait.count(), queue.ring_time.count()));
  return {};
}

base::Status update_queue(Connection& db, ServiceId service, const Queue& queue) {
  MDG_TRY(db.execute(kUpdate, queue.name, queue.longest_wait.count(), queue.ring_time.count(),
                     service, queue.id));
  return {};
}

base::Result<std::vector<Queue>> queues_of(Connection& db, ServiceId service) {
  MDG_ASSIGN(auto rows, (db.rows<base::QueueId, std::string, bool, std::int64_t, std::int64_t>(
                            kAll, service)));
  std::vector<Queue> queues;
  for (auto& [id, name, is_default, longest_wait, ring_time] : rows) {
    queues.push_back(
        {id, std::move(name), is_default, base::Seconds(longest_wait), base::Seconds(ring_time)});
  }
  return queues;
}

}  // namespace madoguchi::features
