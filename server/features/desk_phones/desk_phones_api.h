#pragma once

#include "features/desk_phones/desk_phones_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/operators/{operatorId}/desk-phone and /api/v1/me/desk-phone of api/openapi.yaml.
void add_desk_phones_routes(transport::Router& router, SignInService& sign_in,
                            DeskPhonesService& desk_phones);

}  // namespace madoguchi::features
