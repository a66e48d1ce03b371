#include "features/services/services_store.h"

#include <utility>

namespace madoguchi::features {
namespace {

using base::ServiceId;
using storage::Connection;
using storage::Sql;
using Text = std::string;

constexpr Sql kAll{
    "services.all",
    "SELECT id, key, name, language, time_zone, has_chat, longest_wrap_up_seconds FROM "
    "services ORDER BY name, id"};

constexpr Sql kFind{
    "services.find",
    "SELECT id, key, name, language, time_zone, has_chat, longest_wrap_up_seconds FROM "
    "services WHERE id = :service"};

constexpr Sql kAdd{
    "services.add",
    "INSERT INTO services (id, key, name, language, time_zone, has_chat, created_at) "
    "VALUES (:service, :key, :name, :language, :time_zone, :has_chat, :now)"};

constexpr Sql kUpdate{"services.update",
                      "UPDATE services SET name = :name, language = :language, time_zone = "
                      ":time_zone, has_chat = :has_chat WHERE id = :service"};

constexpr Sql kAddQueue{
    "queues.add",
    "INSERT INTO queues (service_id, id, name, is_default, longest_wait_seconds, ring_seconds) "
    "VALUES (:service, :id, :name, :is_default, :longest_wait, :ring_time)"};

constexpr Sql kQueues{"queues.of_service",
                      "SELECT id, name, is_default, longest_wait_seconds, ring_seconds FROM queues "
                      "WHERE service_id = :service "
                      "ORDER BY is_default DESC, id"};

using Row = std::tuple<ServiceId, Text, Text, Text, Text, bool, std::int64_t>;

Service service_of(Row& row) {
  auto& [id, key, name, language, time_zone, has_chat, longest_wrap_up] = row;
  return {id,
          std::move(key),
          std::move(name),
          base::language_from_name(language).value_or(base::Language::kJapanese),
          std::move(time_zone),
          has_chat,
          base::Seconds(longest_wrap_up)};
}

}  // namespace

base::Result<std::vector<Service>> all_services(Connection& db) {
  MDG_ASSIGN(auto rows, (db.rows<ServiceId, Text, Text, Text, Text, bool, std::int64_t>(kAll)));
  std::vector<Service> services;
  for (Row& row : rows) services.push_back(service_of(row));
  return services;
}

base::Result<std::optional<Service>> find_service(Connection& db, ServiceId service) {
  MDG_ASSIGN(auto row,
             (db.row<ServiceId, Text, Text, Text, Text, bool, std::int64_t>(kFind, service)));
  if (!row) return std::optional<Service>{};
  return std::optional(service_of(*row));
}

base::Status add_service(Connection& db, const Service& service, base::Time now) {
  MDG_TRY(db.execute(kAdd, service.id, service.key, service.name,
                     base::language_name(service.language), service.time_zone, service.has_chat,
                     now));
  return {};
}

base::Status update_service(Connection& db, const Service& service) {
  MDG_TRY(db.execute(kUpdate, service.name, base::language_name(service.language),
                     service.time_zone, service.has_chat, service.id));
  return {};
}

base::Status add_queue(Connection& db, ServiceId service, const Queue& queue) {
  MDG_TRY(db.execute(kAddQueue, service, queue.id, queue.name, queue.is_default,
                     queue.longest_wait.count(), queue.ring_time.count()));
  return {};
}

base::Result<std::vector<Queue>> queues_of(Connection& db, ServiceId service) {
  MDG_ASSIGN(auto rows,
             (db.rows<base::QueueId, Text, bool, std::int64_t, std::int64_t>(kQueues, service)));
  std::vector<Queue> queues;
  for (auto& [id, name, is_default, longest_wait, ring_time] : rows) {
    queues.push_back(
        {id, std::move(name), is_default, base::Seconds(longest_wait), base::Seconds(ring_time)});
  }
  return queues;
}

}  // namespace madoguchi::features
