#include "app/doctor/database.h"

#include <fmt/format.h>

#include "features/trunks/trunks_store.h"
#include "storage/schema_report.h"

namespace madoguchi::app::doctor {

KeptTrunks look_at_database(const Options& options) {
  KeptTrunks kept;
  storage::DatabaseOptions database;
  database.url = database_url(options);
  const auto read = [&](storage::Connection& db) -> base::Status {
    MDG_ASSIGN(auto stored, features::trunks_store::all_trunks(db));
    for (auto& each : stored) kept.trunks.push_back(std::move(each.trunk));
    return {};
  };
  const auto report = storage::report_schema(database, read);
  if (!report) {
    kept.findings.push_back(fault(report.error().detail, "Nothing starts without the database."));
  } else if (report->is_new) {
    kept.findings.push_back(well("The database is empty; the first start makes its tables."));
  } else if (!report->pending.empty()) {
    kept.findings.push_back(
        warning(fmt::format("The next start changes the database ({} steps, from {}).",
                            report->pending.size(), report->pending.front()),
                "Make a back-up before: an older version cannot use it afterwards."));
  } else {
    kept.findings.push_back(well("The database can be reached and is of this version."));
  }
  return kept;
}

}  // namespace madoguchi::app::doctor
