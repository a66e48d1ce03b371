#include "fakes/fresh_database.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "fakes/postgres_cluster.h"

namespace madoguchi::fakes {

FreshDatabase::FreshDatabase(storage::Dialect dialect) {
  if (dialect == storage::Dialect::kPostgres) {
    name_ = PostgresCluster::shared().take_database();
    url_ = PostgresCluster::shared().url_of(name_);
    return;
  }
  folder_ = std::filesystem::temp_directory_path() / "mdg-sqlite-XXXXXX";
  if (::mkdtemp(folder_.data()) == nullptr) {
    std::perror("fresh_database: cannot make a temporary folder");
    std::_Exit(1);
  }
  path_ = folder_ + "/madoguchi.db";
  url_ = "sqlite:" + path_;
}

FreshDatabase::~FreshDatabase() {
  if (!name_.empty()) PostgresCluster::shared().give_back(name_);
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace madoguchi::fakes
