#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "features/calls/call_record.h"
#include "storage/connection.h"

namespace madoguchi::features::calls_queries {

enum class Kind { kAll, kMissed, kMine };

struct Page {
  Kind kind = Kind::kAll;
  base::OperatorId me;  ///< of kMine: who talked
  std::optional<base::ContactId> before;
  int limit = 100;
};

/// Newest first.
[[nodiscard]] base::Result<std::vector<CallRecord>> list(storage::Connection& db,
                                                         base::ServiceId service, Page page);
[[nodiscard]] base::Result<std::optional<CallRecord>> find(storage::Connection& db,
                                                           base::ServiceId service,
                                                           base::ContactId contact);

}  // namespace madoguchi::features::calls_queries
