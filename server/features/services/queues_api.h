#pragma once

#include "features/services/queues_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

void add_queues_routes(transport::Router& router, SignInService& sign_in, QueuesService& queues);

}  // namespace madoguchi::features
