#pragma once

#include "base/rate_limiter.h"
#include "channels/web_call/web_calls.h"
#include "features/calls/calls_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::channels {

/// What the telephone of the trial's customer needs; referred to for as long as the router lives.
struct SandboxApiParts {
  features::SignInService& sign_in;
  const features::CallsService& telephone;
  WebCalls& calls;
  base::RateLimiter& new_calls;  ///< per address
  /// Where the example shop stands; empty outside of a trial: then there is no such telephone.
  const std::string& shop_origin;
};

/// /api/v1/sandbox of api/openapi.yaml, and its socket. Only in a trial, and only for who sits at
/// the same machine: it calls numbers without a telephone line.
void add_sandbox_routes(transport::Router& router, SandboxApiParts parts);

}  // namespace madoguchi::channels
