#pragma once

#include <memory>
#include <string>

#include "storage/database.h"
#include "storage/driver.h"
#include "storage/session.h"

namespace madoguchi::storage {

/// The database that an address means.
struct Target {
  std::shared_ptr<const Driver> driver;
  std::string name;  ///< for sentences; without an address of PostgreSQL
};

/// Makes the file of a SQLite database that is not there yet. Errors are sentences for whoever
/// starts the program.
[[nodiscard]] base::Result<Target> open_driver(const DatabaseOptions& options);

/// Connects a session of the target; what the database says against it becomes a sentence for
/// whoever starts the program.
[[nodiscard]] base::Status connect_at_start(Session& session, const Target& target);

}  // namespace madoguchi::storage
