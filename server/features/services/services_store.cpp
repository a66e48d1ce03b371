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
                      ":time_zone, has_chat = :has_chat, longest_wrap_up_seconds = "
                      ":longest_wrap_up WHERE id = :service"};

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
                     service.time_zone, service.has_chat, service.longest_wrap_up.count(),
                     service.id));
  return {};
}

}  // namespace madoguchi::features
