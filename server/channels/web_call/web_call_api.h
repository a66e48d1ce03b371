#pragma once

#include "base/rate_limiter.h"
#include "channels/web_call/web_calls.h"
#include "channels/web_chat/visits_service.h"
#include "features/services/service_directory.h"
#include "transport/router.h"

namespace madoguchi::channels {

/// What the routes of calls from pages need; referred to for as long as the router lives.
struct WebCallApiParts {
  const features::ServiceDirectory& services;
  VisitsService& visits;
  WebCalls& calls;
  base::RateLimiter& new_calls;  ///< per address
};

/// /api/widget/v1/{serviceKey}/calls of api/openapi.yaml, and the socket of docs/events.md.
void add_web_call_routes(transport::Router& router, WebCallApiParts parts);

}  // namespace madoguchi::channels
