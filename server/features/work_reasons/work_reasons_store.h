#pragma once

#include <vector>

#include "features/work_reasons/work_reason.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// Those in use, in order.
[[nodiscard]] base::Result<std::vector<WorkReason>> work_reasons_in_use(storage::Connection& db);
[[nodiscard]] base::Status add_work_reason(storage::Connection& db, const WorkReason& reason,
                                           int position);
[[nodiscard]] base::Status update_work_reason(storage::Connection& db, const WorkReason& reason,
                                              int position);
[[nodiscard]] base::Status retire_work_reason(storage::Connection& db, base::WorkReasonId id,
                                              base::Time now);

}  // namespace madoguchi::features
