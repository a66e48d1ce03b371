#pragma once

#include "features/ng_words/ng_words_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/services/{serviceId}/ng-words, as in api/openapi.yaml.
void add_ng_words_routes(transport::Router& router, SignInService& sign_in, NgWordsService& words);

}  // namespace madoguchi::features
