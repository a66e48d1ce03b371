#pragma once

#include "features/live/desk_request.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/services/{serviceId}/customers of api/openapi.yaml.
void add_customers_routes(transport::Router& router, InboxApiParts parts);

}  // namespace madoguchi::features
