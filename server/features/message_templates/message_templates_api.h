#pragma once

#include "features/message_templates/message_templates_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// .../message-templates, as in api/openapi.yaml.
void add_message_templates_routes(transport::Router& router, SignInService& sign_in,
                                  MessageTemplatesService& templates);

}  // namespace madoguchi::features
