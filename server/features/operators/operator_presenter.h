#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "features/operators/live_states.h"
#include "features/operators/operator.h"

namespace madoguchi::features {

/// The shapes Operator and OperatorWithInvitation of api/openapi.yaml.
[[nodiscard]] boost::json::object operator_json(const Operator& who, const LiveStates& live);
[[nodiscard]] boost::json::object invited_operator_json(const InvitedOperator& invited,
                                                        const std::string& own_origin,
                                                        const LiveStates& live);

}  // namespace madoguchi::features
