#pragma once

#include <optional>
#include <vector>

#include "features/desk_phones/desk_phone.h"
#include "storage/connection.h"

namespace madoguchi::features::desk_phones_store {

[[nodiscard]] base::Result<std::vector<DeskPhone>> all(storage::Connection& db);
[[nodiscard]] base::Result<std::optional<DeskPhone>> find(storage::Connection& db,
                                                          base::OperatorId id);
/// Takes the place of the one that the operator has.
[[nodiscard]] base::Status put(storage::Connection& db, const DeskPhone& phone);
/// Whether there was one.
[[nodiscard]] base::Result<bool> remove(storage::Connection& db, base::OperatorId id);

}  // namespace madoguchi::features::desk_phones_store
