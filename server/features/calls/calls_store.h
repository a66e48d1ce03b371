#pragma once

#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "features/customers/customer.h"
#include "storage/connection.h"

namespace madoguchi::features::calls_store {

/// Finds or adds (as `fresh`) who has the number, and adds the thread of this call.
[[nodiscard]] base::Result<Customer> add_party(storage::Connection& db, base::ServiceId service,
                                               base::ThreadId thread, base::CustomerId fresh,
                                               std::string_view number, base::Time now);

}  // namespace madoguchi::features::calls_store
