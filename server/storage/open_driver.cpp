#include "storage/open_driver.h"

#include <variant>

#include "storage/database_address.h"
#include "storage/postgres_driver.h"
#include "storage/sqlite_driver.h"

namespace madoguchi::storage {

base::Result<Target> open_driver(const DatabaseOptions& options) {
  MDG_ASSIGN(auto address, parse_address(options));
  if (auto* postgres = std::get_if<PostgresAddress>(&address)) {
    return Target{std::make_shared<PostgresDriver>(std::move(*postgres), options),
                  "the PostgreSQL database"};
  }
  const auto& path = std::get<SqliteAddress>(address).path;
  auto driver = std::make_shared<SqliteDriver>(path, options);
  MDG_TRY(driver->make_file());
  return Target{std::move(driver), "the database file " + path};
}

base::Status connect_at_start(Session& session, const Target& target) {
  auto status = session.connect();
  if (status) return status;
  auto error = std::move(status).error();
  error.detail = "Cannot open " + target.name + " (" + error.detail + ").";
  return base::fail(std::move(error));
}

}  // namespace madoguchi::storage
