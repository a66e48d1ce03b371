#pragma once

#include "features/sign_in/signed_in_response.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/sign-in, sign-out and invitations, as in api/openapi.yaml.
void add_sign_in_routes(transport::Router& router, SignInApiParts parts);
/// /api/v1/me, me/password and me/sessions.
void add_me_routes(transport::Router& router, SignInApiParts parts);

}  // namespace madoguchi::features
