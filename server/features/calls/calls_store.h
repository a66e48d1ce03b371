#pragma once

#include "base/result.h"
#include "base/time.h"
#include "storage/connection.h"

namespace madoguchi::features::calls_store {

/// The thread of one call: calls of one customer may overlap, so each has its own.
[[nodiscard]] base::Status add_thread(storage::Connection& db, base::ServiceId service,
                                      base::ThreadId thread, base::CustomerId customer,
                                      base::Time now);

}  // namespace madoguchi::features::calls_store
