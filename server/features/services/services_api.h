#pragma once

#include "features/services/services_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// The shape Service of api/openapi.yaml.
[[nodiscard]] boost::json::object service_json(const Service& service);

/// /api/v1/services and /api/v1/services/{serviceId}, as in api/openapi.yaml.
void add_services_routes(transport::Router& router, SignInService& sign_in,
                         ServicesService& services);

}  // namespace madoguchi::features
