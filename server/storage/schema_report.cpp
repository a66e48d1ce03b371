#include "storage/schema_report.h"

#include <filesystem>
#include <variant>

#include "storage/database_address.h"
#include "storage/migrations.h"
#include "storage/open_driver.h"

namespace madoguchi::storage {

base::Result<SchemaReport> report_schema(const DatabaseOptions& options,
                                         const std::function<base::Status(Connection&)>& read) {
  MDG_ASSIGN(const auto address, parse_address(options));
  const auto* file = std::get_if<SqliteAddress>(&address);
  std::error_code error;
  if (file != nullptr && !std::filesystem::exists(file->path, error)) return SchemaReport{true, {}};
  MDG_ASSIGN(auto target, open_driver(options));
  Session session(target.driver, Purpose::kRead);
  MDG_TRY(connect_at_start(session, target));
  MDG_TRY(session.begin());
  SchemaReport report;
  const auto status = session.run_work([&](Connection& connection) -> base::Status {
    MDG_ASSIGN(auto found,
               pending_migrations(connection, options.migrations.value_or(program_migrations())));
    report = {found.is_new, std::move(found.names)};
    return report.is_new || !report.pending.empty() ? base::Status{} : read(connection);
  });
  session.roll_back();
  MDG_TRY(status);
  return report;
}

}  // namespace madoguchi::storage
