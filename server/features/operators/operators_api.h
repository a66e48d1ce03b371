#pragma once

#include <string>

#include "features/operators/live_states.h"
#include "features/operators/operators_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// What the operators' routes need; referred to for as long as the router lives.
struct OperatorsApiParts {
  SignInService& sign_in;
  OperatorsService& operators;
  const LiveStates& live;
  /// "https://desk.example", put in front of invitation links; empty: taken from the request.
  std::string public_origin;
};

/// /api/v1/operators, as in api/openapi.yaml.
void add_operators_routes(transport::Router& router, OperatorsApiParts parts);

}  // namespace madoguchi::features
