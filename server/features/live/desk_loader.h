#pragma once

#include "base/result.h"
#include "features/live/live_desk.h"
#include "features/operators/operator.h"
#include "features/services/service_for_desk.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// Reads the live part of the desk from the database: settings, operators, contacts that are not
/// ended, and those that ended within desk::kRememberEnded before `now`.
[[nodiscard]] base::Result<DeskContents> load_desk(storage::Connection& db, base::Time now);

/// How settings and rights look to the desk.
[[nodiscard]] desk::ServiceSettings desk_settings(const ServiceForDesk& service);
[[nodiscard]] desk::Queue desk_queue(base::ServiceId service, const Queue& queue);
/// An operator is a member of every queue of the services in which they may chat.
[[nodiscard]] desk::OperatorProfile desk_profile(const OperatorForDesk& who,
                                                 const std::vector<desk::Queue>& queues);

}  // namespace madoguchi::features
