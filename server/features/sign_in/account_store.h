#pragma once

#include <optional>
#include <string>

#include "features/sign_in/principal.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// What a sign-in is checked against.
struct Account {
  base::OperatorId id;
  std::string name;
  std::optional<std::string> password_hash;  ///< nothing: invited, no password yet
  bool is_disabled = false;

  [[nodiscard]] bool can_sign_in() const { return password_hash && !is_disabled; }
};

/// `email` is folded.
[[nodiscard]] base::Result<std::optional<Account>> find_account(storage::Connection& db,
                                                                const std::string& email);
[[nodiscard]] base::Result<std::optional<Account>> find_account(storage::Connection& db,
                                                                base::OperatorId id);
[[nodiscard]] base::Status set_password(storage::Connection& db, base::OperatorId id,
                                        const std::string& hash);
/// Name and all rights, without session and address; nothing for an operator who is unknown or
/// disabled.
[[nodiscard]] base::Result<std::optional<Principal>> load_principal(storage::Connection& db,
                                                                    base::OperatorId id);

/// What only the own account's page shows.
struct Profile {
  std::string name;
  std::string email;
  std::string preferences;  ///< JSON; empty: the standard ones
  std::string organization_name;
  std::optional<std::string> extension;
};
[[nodiscard]] base::Result<Profile> load_profile(storage::Connection& db, base::OperatorId id);
[[nodiscard]] base::Status set_name(storage::Connection& db, base::OperatorId id,
                                    const std::string& name);
[[nodiscard]] base::Status set_preferences(storage::Connection& db, base::OperatorId id,
                                           const std::string& preferences);

/// The link by which an operator chooses a password.
struct StoredInvitation {
  base::OperatorId operator_id;
  base::Time expires_at;
};
[[nodiscard]] base::Status replace_invitation(storage::Connection& db,
                                              const StoredInvitation& invitation,
                                              const std::string& token_hash);
[[nodiscard]] base::Result<std::optional<StoredInvitation>> find_invitation(
    storage::Connection& db, const std::string& token_hash);
[[nodiscard]] base::Status delete_invitation(storage::Connection& db, base::OperatorId id);

}  // namespace madoguchi::features
