#pragma once

#include <optional>
#include <vector>

#include "features/recordings/recording.h"
#include "storage/connection.h"

namespace madoguchi::features::recordings_store {

/// One that is there already stays as it is.
[[nodiscard]] base::Status begin(storage::Connection& db, base::ServiceId service,
                                 base::ContactId contact, base::Time now);
/// How it ended; also when its begin was never written. One that ended already stays as it is.
[[nodiscard]] base::Status close(storage::Connection& db, base::ServiceId service,
                                 const Recording& recording);
[[nodiscard]] base::Result<std::optional<Recording>> find(storage::Connection& db,
                                                          base::ServiceId service,
                                                          base::ContactId contact);
/// Of all services: those whose end is not written.
[[nodiscard]] base::Result<std::vector<Recording>> unfinished(storage::Connection& db);

}  // namespace madoguchi::features::recordings_store
