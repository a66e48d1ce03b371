#pragma once

#include "features/caller_numbers/caller_numbers_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/services/{serviceId}/caller-numbers, as in api/openapi.yaml.
void add_caller_numbers_routes(transport::Router& router, SignInService& sign_in,
                               CallerNumbersService& numbers);

}  // namespace madoguchi::features
