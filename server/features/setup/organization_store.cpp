#include "features/setup/organization_store.h"

#include <utility>

namespace madoguchi::features {
namespace {

using storage::Sql;

constexpr Sql kName{"organization.name", "SELECT name FROM organization"};

constexpr Sql kAdd{"organization.add",
                   "INSERT INTO organization (id, name, created_at) VALUES (1, :name, :now)"};

}  // namespace

base::Result<std::optional<std::string>> organization_name(storage::Connection& db) {
  MDG_ASSIGN(auto row, db.row<std::string>(kName));
  if (!row) return std::optional<std::string>{};
  return std::optional(std::get<0>(*std::move(row)));
}

base::Status add_organization(storage::Connection& db, const std::string& name, base::Time now) {
  MDG_TRY(db.execute(kAdd, name, now));
  return {};
}

}  // namespace madoguchi::features
