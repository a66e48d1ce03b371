#pragma once

#include "features/files/files_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// /api/v1/services/{serviceId}/files of api/openapi.yaml.
void add_files_routes(transport::Router& router, SignInService& sign_in, FilesService& files);

}  // namespace madoguchi::features
