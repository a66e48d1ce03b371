#pragma once

#include <string>

#include "storage/connection.h"

namespace madoguchi::fakes {

/// An empty database that exists as long as this object: a file in a folder of its own, or a
/// database of the PostgreSQL cluster that the test program shares (see postgres_cluster.h).
/// Destroy what has it open first.
class FreshDatabase {
 public:
  explicit FreshDatabase(storage::Dialect dialect);
  ~FreshDatabase();
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;

  /// For storage::DatabaseOptions::url.
  [[nodiscard]] const std::string& url() const { return url_; }
  /// PostgreSQL: the name in the cluster.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// SQLite: the file, which does not exist yet.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string url_;
  std::string path_;
  std::string name_;    ///< PostgreSQL
  std::string folder_;  ///< SQLite
};

/// "sqlite" or "postgres" at the end of a parameterized test's name:
/// INSTANTIATE_TEST_SUITE_P(Both, StoreTest, testing::Values(storage::Dialect::kSqlite,
/// storage::Dialect::kPostgres),
///                          fakes::DialectName());
struct DialectName {
  template <class Info>
  std::string operator()(const Info& info) const {
    return info.param == storage::Dialect::kSqlite ? "sqlite" : "postgres";
  }
};

}  // namespace madoguchi::fakes
