#pragma once

#include <string>
#include <variant>

#include "storage/database.h"

namespace madoguchi::storage {

struct SqliteAddress {
  std::string path;
};

struct PostgresAddress {
  std::string conninfo;  ///< for libpq: what the URL says and our defaults; holds the password
  std::string password;  ///< to keep it out of messages
};

/// Reads DatabaseOptions::url. The errors never repeat it, because it may hold a password.
[[nodiscard]] base::Result<std::variant<SqliteAddress, PostgresAddress>> parse_address(
    const DatabaseOptions& options);

}  // namespace madoguchi::storage
