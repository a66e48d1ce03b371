#pragma once

#include <optional>
#include <string>

#include "storage/connection.h"

namespace madoguchi::features {

/// Nothing before the set-up.
[[nodiscard]] base::Result<std::optional<std::string>> organization_name(storage::Connection& db);
[[nodiscard]] base::Status add_organization(storage::Connection& db, const std::string& name,
                                            base::Time now);

}  // namespace madoguchi::features
