#include "features/operators/operators_store.h"

#include <unordered_map>
#include <utility>

namespace madoguchi::features {
namespace {

using base::OperatorId;
using base::ServiceId;
using storage::Connection;
using storage::Sql;
using Text = std::string;

constexpr Sql kAll{
    "operators.all",
    "SELECT id, name, email, is_organization_admin, is_disabled, CASE WHEN "
    "password_hash IS NULL THEN 1 ELSE 0 END, chat_capacity, extension FROM operators "
    "ORDER BY name, id"};

constexpr Sql kFind{
    "operators.find",
    "SELECT id, name, email, is_organization_admin, is_disabled, CASE WHEN "
    "password_hash IS NULL THEN 1 ELSE 0 END, chat_capacity, extension FROM operators "
    "WHERE id = :id"};

constexpr Sql kAllRights{"operators.all_rights",
                         "SELECT operator_id, service_id, role, can_chat, can_phone FROM "
                         "operator_services ORDER BY operator_id, service_id"};

constexpr Sql kRights{"operators.rights",
                      "SELECT operator_id, service_id, role, can_chat, can_phone FROM "
                      "operator_services WHERE operator_id = :id ORDER BY service_id"};

constexpr Sql kMailTaken{"operators.mail_taken", "SELECT id FROM operators WHERE email = :email"};

constexpr Sql kExtensionTaken{
    "operators.extension_taken",
    "SELECT id FROM operators WHERE extension = :extension AND id <> :except"};

constexpr Sql kAdd{
    "operators.add",
    "INSERT INTO operators (id, email, name, password_hash, is_organization_admin, is_disabled, "
    "chat_capacity, preferences, created_at, extension) VALUES (:id, :email, :name, :hash, "
    ":is_admin, :is_disabled, :capacity, '', :now, :extension)"};

constexpr Sql kUpdate{"operators.update",
                      "UPDATE operators SET name = :name, is_organization_admin = :is_admin, "
                      "is_disabled = :is_disabled, chat_capacity = :capacity, extension = "
                      ":extension WHERE id = :id"};

constexpr Sql kSetRight{
    "operators.set_right",
    "INSERT INTO operator_services (service_id, operator_id, role, can_chat, can_phone) VALUES "
    "(:service, :operator, :role, :can_chat, :can_phone) ON CONFLICT (service_id, operator_id) DO "
    "UPDATE SET role = excluded.role, can_chat = excluded.can_chat, "
    "can_phone = excluded.can_phone"};

constexpr Sql kRemoveRight{
    "operators.remove_right",
    "DELETE FROM operator_services WHERE service_id = :service AND operator_id = :operator"};

constexpr Sql kCountAdmins{
    "operators.count_admins",
    "SELECT COUNT(*) FROM operators WHERE is_organization_admin = 1 AND is_disabled = 0 AND "
    "password_hash IS NOT NULL AND id <> :except"};

using OperatorRow = std::tuple<OperatorId, Text, Text, bool, bool, bool, int, std::optional<Text>>;
using RightRow = std::tuple<OperatorId, ServiceId, Text, bool, bool>;

Operator operator_of(OperatorRow& row) {
  auto& [id, name, email, is_admin, is_disabled, is_invited, capacity, extension] = row;
  return {id, std::move(name),     std::move(email), is_admin, is_disabled, is_invited, capacity,
          {}, std::move(extension)};
}

ServiceRight right_of(const RightRow& row) {
  const auto role = base::enum_value<ServiceRole>(std::get<2>(row), service_roles());
  return {std::get<1>(row), role.value_or(ServiceRole::kOperator), std::get<3>(row),
          std::get<4>(row)};
}

}  // namespace

base::Result<std::vector<Operator>> all_operators(Connection& db) {
  MDG_ASSIGN(auto rows,
             (db.rows<OperatorId, Text, Text, bool, bool, bool, int, std::optional<Text>>(kAll)));
  MDG_ASSIGN(const auto right_rows, (db.rows<OperatorId, ServiceId, Text, bool, bool>(kAllRights)));
  std::unordered_map<OperatorId, std::vector<ServiceRight>> rights;
  for (const RightRow& row : right_rows) rights[std::get<0>(row)].push_back(right_of(row));
  std::vector<Operator> out;
  for (OperatorRow& row : rows) {
    out.push_back(operator_of(row));
    out.back().services = std::move(rights[out.back().id]);
  }
  return out;
}

base::Result<std::optional<Operator>> find_operator(Connection& db, OperatorId id) {
  MDG_ASSIGN(auto row, (db.row<OperatorId, Text, Text, bool, bool, bool, int, std::optional<Text>>(
                           kFind, id)));
  if (!row) return std::optional<Operator>{};
  Operator who = operator_of(*row);
  MDG_ASSIGN(const auto rights, (db.rows<OperatorId, ServiceId, Text, bool, bool>(kRights, id)));
  for (const RightRow& right : rights) who.services.push_back(right_of(right));
  return std::optional(std::move(who));
}

base::Result<bool> is_mail_taken(Connection& db, const Text& email) {
  MDG_ASSIGN(const auto row, (db.row<OperatorId>(kMailTaken, email)));
  return row.has_value();
}

base::Result<bool> is_extension_taken(Connection& db, const Text& extension, OperatorId except) {
  MDG_ASSIGN(const auto row, (db.row<OperatorId>(kExtensionTaken, extension, except)));
  return row.has_value();
}

base::Status add_operator(Connection& db, const Operator& who,
                          const std::optional<Text>& password_hash, base::Time now) {
  MDG_TRY(db.execute(kAdd, who.id, who.email, who.name, password_hash, who.is_organization_admin,
                     who.is_disabled, who.chat_capacity, now, who.extension));
  return {};
}

base::Status update_operator(Connection& db, const Operator& who) {
  MDG_TRY(db.execute(kUpdate, who.name, who.is_organization_admin, who.is_disabled,
                     who.chat_capacity, who.extension, who.id));
  return {};
}

base::Status set_right(Connection& db, const ServiceRight& right, OperatorId id) {
  MDG_TRY(db.execute(kSetRight, right.service, id, base::enum_name(right.role, service_roles()),
                     right.can_chat, right.can_phone));
  return {};
}

base::Status remove_right(Connection& db, ServiceId service, OperatorId id) {
  MDG_TRY(db.execute(kRemoveRight, service, id));
  return {};
}

base::Result<int> count_admins(Connection& db, OperatorId except) {
  MDG_ASSIGN(const auto row, (db.row<int>(kCountAdmins, except)));
  return row ? std::get<0>(*row) : 0;
}

}  // namespace madoguchi::features
