#pragma once

#include "features/setup/setup_service.h"
#include "features/sign_in/signed_in_response.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/setup, as in api/openapi.yaml.
void add_setup_routes(transport::Router& router, SetupService& setup, SignInApiParts sign_in);

}  // namespace madoguchi::features
