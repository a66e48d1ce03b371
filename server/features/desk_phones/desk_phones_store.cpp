#include "features/desk_phones/desk_phones_store.h"

#include <utility>

namespace madoguchi::features::desk_phones_store {
namespace {

using storage::Connection;
using storage::Sql;
using Text = std::string;

constexpr Sql kAll{"desk_phones.all",
                   "SELECT operator_id, extension, secret_md5, secret_sha256, made_at FROM "
                   "desk_phones ORDER BY operator_id"};
constexpr Sql kFind{"desk_phones.find",
                    "SELECT operator_id, extension, secret_md5, secret_sha256, made_at FROM "
                    "desk_phones WHERE operator_id = :operator"};
constexpr Sql kPut{
    "desk_phones.put",
    "INSERT INTO desk_phones (operator_id, extension, secret_md5, secret_sha256, made_at) VALUES "
    "(:operator, :extension, :md5, :sha256, :now) ON CONFLICT (operator_id) DO UPDATE SET "
    "extension = excluded.extension, secret_md5 = excluded.secret_md5, "
    "secret_sha256 = excluded.secret_sha256, made_at = excluded.made_at"};
constexpr Sql kRemove{"desk_phones.remove",
                      "DELETE FROM desk_phones WHERE operator_id = :operator"};

using Row = std::tuple<base::OperatorId, Text, Text, Text, base::Time>;

DeskPhone phone_of(Row& row) {
  auto& [id, extension, md5, sha256, made_at] = row;
  return {id, std::move(extension), {std::move(md5), std::move(sha256)}, made_at};
}

}  // namespace

base::Result<std::vector<DeskPhone>> all(Connection& db) {
  MDG_ASSIGN(auto rows, (db.rows<base::OperatorId, Text, Text, Text, base::Time>(kAll)));
  std::vector<DeskPhone> phones;
  for (Row& row : rows) phones.push_back(phone_of(row));
  return phones;
}

base::Result<std::optional<DeskPhone>> find(Connection& db, base::OperatorId id) {
  MDG_ASSIGN(auto row, (db.row<base::OperatorId, Text, Text, Text, base::Time>(kFind, id)));
  return row ? std::optional(phone_of(*row)) : std::nullopt;
}

base::Status put(Connection& db, const DeskPhone& phone) {
  MDG_TRY(db.execute(kPut, phone.operator_id, phone.extension, phone.secret.md5,
                     phone.secret.sha256, phone.made_at));
  return {};
}

base::Result<bool> remove(Connection& db, base::OperatorId id) {
  MDG_ASSIGN(const auto removed, db.execute(kRemove, id));
  return removed > 0;
}

}  // namespace madoguchi::features::desk_phones_store
