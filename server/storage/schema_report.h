#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/database.h"

namespace madoguchi::storage {

/// What a start would find in the database.
struct SchemaReport {
  bool is_new = false;               ///< there is nothing yet: a start makes it
  std::vector<std::string> pending;  ///< migrations that a start runs, in order
};

/// Looks into the database without changing it, while another program may use it. `read` is called
/// when the schema is the newest one. Blocking. Errors are sentences, those of Database::open()
/// among them.
[[nodiscard]] base::Result<SchemaReport> report_schema(
    const DatabaseOptions& options, const std::function<base::Status(Connection&)>& read);

}  // namespace madoguchi::storage
