#pragma once

#include "features/chat_settings/chat_settings_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/services/{serviceId}/chat-settings, as in api/openapi.yaml.
void add_chat_settings_routes(transport::Router& router, SignInService& sign_in,
                              ChatSettingsService& settings, const ServiceDirectory& directory);

}  // namespace madoguchi::features
