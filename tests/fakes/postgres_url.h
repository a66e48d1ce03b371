#pragma once

#include <map>
#include <string>

namespace madoguchi::fakes {

/// The settings of a postgresql:// URL by their libpq names ("host", "port", "dbname" ...); only
/// those that it names. A URL that is not valid ends the program.
using PostgresSettings = std::map<std::string, std::string>;

[[nodiscard]] PostgresSettings read_postgres_url(const std::string& url);
[[nodiscard]] std::string write_postgres_url(const PostgresSettings& settings);

}  // namespace madoguchi::fakes
