#include "features/sign_in/account_store.h"

#include <utility>

namespace madoguchi::features {
namespace {

using base::OperatorId;
using base::ServiceId;
using base::Time;
using storage::Connection;
using storage::Sql;
using Text = std::string;

constexpr Sql kFindByMail{
    "accounts.find_by_mail",
    "SELECT id, name, password_hash, is_disabled FROM operators WHERE email = :email"};

constexpr Sql kFind{"accounts.find",
                    "SELECT id, name, password_hash, is_disabled FROM operators WHERE id = :id"};

constexpr Sql kSetPassword{"accounts.set_password",
                           "UPDATE operators SET password_hash = :hash WHERE id = :id"};

constexpr Sql kPrincipal{
    "accounts.principal",
    "SELECT name, is_organization_admin FROM operators WHERE id = :id AND is_disabled = 0"};

constexpr Sql kRights{
    "accounts.rights",
    "SELECT service_id, role, can_chat, can_phone FROM operator_services WHERE operator_id = "
    ":id ORDER BY service_id"};

// An organization admin is a service admin everywhere, but answers only where that right was given.
constexpr Sql kAdminRights{
    "accounts.admin_rights",
    "SELECT s.id, 'serviceAdmin', COALESCE(r.can_chat, 0), COALESCE(r.can_phone, 0) FROM services "
    "s LEFT JOIN "
    "operator_services r ON r.service_id = s.id AND r.operator_id = :id ORDER BY s.id"};

constexpr Sql kProfile{
    "accounts.profile",
    "SELECT p.name, p.email, p.preferences, o.name, p.extension FROM operators p CROSS JOIN "
    "organization o WHERE p.id = :id"};

constexpr Sql kSetName{"accounts.set_name", "UPDATE operators SET name = :name WHERE id = :id"};

constexpr Sql kSetPreferences{"accounts.set_preferences",
                              "UPDATE operators SET preferences = :preferences WHERE id = :id"};

constexpr Sql kReplaceInvitation{
    "invitations.replace",
    "INSERT INTO invitations (operator_id, token_hash, expires_at) VALUES (:operator, :hash, "
    ":expires_at) ON CONFLICT (operator_id) DO UPDATE SET token_hash = excluded.token_hash, "
    "expires_at = excluded.expires_at"};

constexpr Sql kFindInvitation{
    "invitations.find", "SELECT operator_id, expires_at FROM invitations WHERE token_hash = :hash"};

constexpr Sql kDeleteInvitation{"invitations.delete",
                                "DELETE FROM invitations WHERE operator_id = :operator"};

using AccountRow = std::tuple<OperatorId, Text, std::optional<Text>, bool>;

std::optional<Account> account_of(std::optional<AccountRow> row) {
  if (!row) return {};
  auto& [id, name, hash, is_disabled] = *row;
  return Account{id, std::move(name), std::move(hash), is_disabled};
}

base::Result<std::vector<ServiceRight>> load_rights(Connection& db, OperatorId id, bool is_admin) {
  MDG_ASSIGN(const auto rows,
             (db.rows<ServiceId, Text, bool, bool>(is_admin ? kAdminRights : kRights, id)));
  std::vector<ServiceRight> rights;
  for (const auto& [service, role, can_chat, can_phone] : rows) {
    const auto known = base::enum_value<ServiceRole>(role, service_roles());
    rights.push_back({service, known.value_or(ServiceRole::kOperator), can_chat, can_phone});
  }
  return rights;
}

}  // namespace

base::Result<std::optional<Account>> find_account(Connection& db, const Text& email) {
  MDG_ASSIGN(auto row, (db.row<OperatorId, Text, std::optional<Text>, bool>(kFindByMail, email)));
  return account_of(std::move(row));
}

base::Result<std::optional<Account>> find_account(Connection& db, OperatorId id) {
  MDG_ASSIGN(auto row, (db.row<OperatorId, Text, std::optional<Text>, bool>(kFind, id)));
  return account_of(std::move(row));
}

base::Status set_password(Connection& db, OperatorId id, const Text& hash) {
  MDG_TRY(db.execute(kSetPassword, hash, id));
  return {};
}

base::Result<std::optional<Principal>> load_principal(Connection& db, OperatorId id) {
  MDG_ASSIGN(auto row, (db.row<Text, bool>(kPrincipal, id)));
  if (!row) return std::optional<Principal>{};
  Principal principal;
  principal.id = id;
  std::tie(principal.name, principal.is_organization_admin) = std::move(*row);
  MDG_ASSIGN(principal.services, load_rights(db, id, principal.is_organization_admin));
  return std::optional(std::move(principal));
}

base::Result<Profile> load_profile(Connection& db, OperatorId id) {
  MDG_ASSIGN(auto row, (db.row<Text, Text, Text, Text, std::optional<Text>>(kProfile, id)));
  if (!row) return base::fail(base::ErrorCode::kNotFound);
  auto& [name, email, preferences, organization, extension] = *row;
  return Profile{std::move(name), std::move(email), std::move(preferences), std::move(organization),
                 std::move(extension)};
}

base::Status set_name(Connection& db, OperatorId id, const Text& name) {
  MDG_TRY(db.execute(kSetName, name, id));
  return {};
}

base::Status set_preferences(Connection& db, OperatorId id, const Text& preferences) {
  MDG_TRY(db.execute(kSetPreferences, preferences, id));
  return {};
}

base::Status replace_invitation(Connection& db, const StoredInvitation& invitation,
                                const Text& token_hash) {
  MDG_TRY(
      db.execute(kReplaceInvitation, invitation.operator_id, token_hash, invitation.expires_at));
  return {};
}

base::Result<std::optional<StoredInvitation>> find_invitation(Connection& db,
                                                              const Text& token_hash) {
  MDG_ASSIGN(const auto row, (db.row<OperatorId, Time>(kFindInvitation, token_hash)));
  if (!row) return std::optional<StoredInvitation>{};
  return std::optional(StoredInvitation{std::get<0>(*row), std::get<1>(*row)});
}

base::Status delete_invitation(Connection& db, OperatorId id) {
  MDG_TRY(db.execute(kDeleteInvitation, id));
  return {};
}

}  // namespace madoguchi::features
