#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/operators/operator.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// By name, with all rights.
[[nodiscard]] base::Result<std::vector<Operator>> all_operators(storage::Connection& db);
[[nodiscard]] base::Result<std::optional<Operator>> find_operator(storage::Connection& db,
                                                                  base::OperatorId id);
/// By anybody but `except`.
[[nodiscard]] base::Result<bool> is_extension_taken(storage::Connection& db,
                                                    const std::string& extension,
                                                    base::OperatorId except);
/// `email` is folded.
[[nodiscard]] base::Result<bool> is_mail_taken(storage::Connection& db, const std::string& email);

/// Without rights. No password hash: invited.
[[nodiscard]] base::Status add_operator(storage::Connection& db, const Operator& who,
                                        const std::optional<std::string>& password_hash,
                                        base::Time now);
/// Name, admin right, disabled, capacity and extension.
[[nodiscard]] base::Status update_operator(storage::Connection& db, const Operator& who);

[[nodiscard]] base::Status set_right(storage::Connection& db, const ServiceRight& right,
                                     base::OperatorId id);
[[nodiscard]] base::Status remove_right(storage::Connection& db, base::ServiceId service,
                                        base::OperatorId id);

/// Organization admins who can sign in, without `except`.
[[nodiscard]] base::Result<int> count_admins(storage::Connection& db, base::OperatorId except);

}  // namespace madoguchi::features
