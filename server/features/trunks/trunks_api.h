#pragma once

#include "features/sign_in/sign_in_service.h"
#include "features/trunks/trunks_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/telephone/trunks and /api/v1/telephone/numbers, as in api/openapi.yaml.
void add_trunks_routes(transport::Router& router, SignInService& sign_in, TrunksService& trunks,
                       const ServiceDirectory& directory);

}  // namespace madoguchi::features
