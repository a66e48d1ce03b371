#pragma once

#include "features/caller_numbers/caller_numbers_service.h"
#include "features/calls/calls_service.h"
#include "features/live/desk_request.h"
#include "transport/router.h"

namespace madoguchi::features {

/// Referred to for as long as the router lives.
struct DialApiParts {
  SignInService& sign_in;
  storage::Database& db;
  LiveDesk& desk;
  CallsService& calls;
  CallerNumbersService& caller_numbers;
  const ServiceDirectory& directory;
  base::IdSource& ids;
  const base::Clock& clock;
};

/// POST of /api/v1/services/{serviceId}/calls: an operator calls a number [V5].
void add_dial_routes(transport::Router& router, DialApiParts parts);

}  // namespace madoguchi::features
