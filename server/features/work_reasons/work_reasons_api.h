#pragma once

#include "features/sign_in/sign_in_service.h"
#include "features/work_reasons/work_reasons_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/work-reasons, as in api/openapi.yaml.
void add_work_reasons_routes(transport::Router& router, SignInService& sign_in,
                             WorkReasonsService& reasons);

}  // namespace madoguchi::features
