#pragma once

#include <optional>

#include <boost/json/object.hpp>

#include "features/live/live_desk.h"

namespace madoguchi::features {

/// The shapes RosterOperator and Roster of api/openapi.yaml. On the desk's thread.
[[nodiscard]] std::optional<boost::json::object> roster_operator_json(const LiveDesk& desk,
                                                                      base::ServiceId service,
                                                                      base::OperatorId id);
[[nodiscard]] boost::json::object roster_json(const LiveDesk& desk, base::ServiceId service);

}  // namespace madoguchi::features
