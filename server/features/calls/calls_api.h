#pragma once

#include "base/rate_limiter.h"
#include "features/calls/calls_service.h"
#include "features/live/desk_request.h"
#include "transport/router.h"

namespace madoguchi::features {

/// Referred to for as long as the router lives.
struct CallsApiParts {
  SignInService& sign_in;
  storage::Database& db;
  LiveDesk& desk;
  CallsService& calls;
  const base::Clock& clock;
  base::RateLimiter& echoes;  ///< test calls, per operator
};

/// Talking: answer, decline, connect, hold, keys and hang-up of api/openapi.yaml; and what is known
/// of calls: one, and the list.
void add_calls_routes(transport::Router& router, CallsApiParts parts);

}  // namespace madoguchi::features
