#include "features/work_reasons/work_reasons_store.h"

#include <utility>

namespace madoguchi::features {
namespace {

using storage::Connection;
using storage::Sql;
using Text = std::string;

constexpr Sql kInUse{
    "work_reasons.in_use",
    "SELECT id, ja, en, ko FROM work_reasons WHERE retired_at IS NULL ORDER BY position, id"};

constexpr Sql kAdd{"work_reasons.add",
                   "INSERT INTO work_reasons (id, position, ja, en, ko, retired_at) VALUES (:id, "
                   ":position, :ja, :en, :ko, NULL)"};

constexpr Sql kUpdate{
    "work_reasons.update",
    "UPDATE work_reasons SET position = :position, ja = :ja, en = :en, ko = :ko WHERE id = :id"};

constexpr Sql kRetire{"work_reasons.retire",
                      "UPDATE work_reasons SET retired_at = :now WHERE id = :id"};

}  // namespace

base::Result<std::vector<WorkReason>> work_reasons_in_use(Connection& db) {
  MDG_ASSIGN(auto rows, (db.rows<base::WorkReasonId, Text, Text, Text>(kInUse)));
  std::vector<WorkReason> reasons;
  for (auto& [id, ja, en, ko] : rows) {
    reasons.push_back({id, {std::move(ja), std::move(en), std::move(ko)}});
  }
  return reasons;
}

base::Status add_work_reason(Connection& db, const WorkReason& reason, int position) {
  const base::Text3& name = reason.name;
  MDG_TRY(db.execute(kAdd, reason.id, position, name.ja, name.en, name.ko));
  return {};
}

base::Status update_work_reason(Connection& db, const WorkReason& reason, int position) {
  const base::Text3& name = reason.name;
  MDG_TRY(db.execute(kUpdate, position, name.ja, name.en, name.ko, reason.id));
  return {};
}

base::Status retire_work_reason(Connection& db, base::WorkReasonId id, base::Time now) {
  MDG_TRY(db.execute(kRetire, now, id));
  return {};
}

}  // namespace madoguchi::features
