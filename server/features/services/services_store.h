#pragma once

#include <optional>
#include <vector>

#include "features/services/service.h"
#include "storage/connection.h"

namespace madoguchi::features {

[[nodiscard]] base::Result<std::vector<Service>> all_services(storage::Connection& db);
[[nodiscard]] base::Result<std::optional<Service>> find_service(storage::Connection& db,
                                                                base::ServiceId service);
[[nodiscard]] base::Status add_service(storage::Connection& db, const Service& service,
                                       base::Time now);
/// Everything but the key.
[[nodiscard]] base::Status update_service(storage::Connection& db, const Service& service);

}  // namespace madoguchi::features
