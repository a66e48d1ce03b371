#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/customers/customer.h"
#include "storage/connection.h"

namespace madoguchi::features::customers_store {

[[nodiscard]] base::Status add(storage::Connection& db, base::ServiceId service,
                               const Customer& customer);
[[nodiscard]] base::Status update(storage::Connection& db, base::ServiceId service,
                                  const Customer& customer);
[[nodiscard]] base::Result<std::optional<Customer>> find(storage::Connection& db,
                                                         base::ServiceId service,
                                                         base::CustomerId id);
/// However the number is written, see phone_key(); nothing for what is no number.
[[nodiscard]] base::Result<std::optional<Customer>> find_by_phone(storage::Connection& db,
                                                                  base::ServiceId service,
                                                                  std::string_view phone);
/// By a part of name, kana, mail, phone or member id, folded (width, case, kana, hyphens).
[[nodiscard]] base::Result<std::vector<Customer>> search(storage::Connection& db,
                                                         base::ServiceId service,
                                                         std::string_view text, int limit);

}  // namespace madoguchi::features::customers_store
