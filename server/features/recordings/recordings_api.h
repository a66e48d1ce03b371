#pragma once

#include "base/worker_pool.h"
#include "features/recordings/recordings_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

struct RecordingsApiParts {
  SignInService& sign_in;
  RecordingsService& recordings;
  base::WorkerPool& pool;  ///< reads the files
};

/// /api/v1/services/{serviceId}/contacts/{contactId}/recording of api/openapi.yaml.
void add_recordings_routes(transport::Router& router, RecordingsApiParts parts);

}  // namespace madoguchi::features
