#pragma once

#include <vector>

#include "features/services/service.h"
#include "storage/connection.h"

namespace madoguchi::features {

[[nodiscard]] base::Status add_queue(storage::Connection& db, base::ServiceId service,
                                     const Queue& queue);
/// Name and times.
[[nodiscard]] base::Status update_queue(storage::Connection& db, base::ServiceId service,
                                        const Queue& queue);
/// The default one first.
[[nodiscard]] base::Result<std::vector<Queue>> queues_of(storage::Connection& db,
                                                         base::ServiceId service);

}  // namespace madoguchi::features
