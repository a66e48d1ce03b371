#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "features/caller_numbers/caller_number.h"
#include "storage/connection.h"

namespace madoguchi::features::caller_numbers_store {

/// By number.
[[nodiscard]] base::Result<std::vector<CallerNumber>> list(storage::Connection& db,
                                                           base::ServiceId service);
[[nodiscard]] base::Result<std::optional<CallerNumber>> find(storage::Connection& db,
                                                             base::ServiceId service,
                                                             CallerNumberId id);
[[nodiscard]] base::Result<std::optional<CallerNumber>> find_by_number(storage::Connection& db,
                                                                       base::ServiceId service,
                                                                       std::string_view number);
[[nodiscard]] base::Status add(storage::Connection& db, base::ServiceId service,
                               const CallerNumber& number);
/// All but id and number.
[[nodiscard]] base::Status update(storage::Connection& db, base::ServiceId service,
                                  const CallerNumber& number);

}  // namespace madoguchi::features::caller_numbers_store
