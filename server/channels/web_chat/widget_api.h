#pragma once

#include "base/rate_limiter.h"
#include "channels/web_chat/visits_service.h"
#include "features/calls/calls_service.h"
#include "features/files/files_service.h"
#include "features/live/live_desk.h"
#include "features/services/service_directory.h"
#include "transport/router.h"

namespace madoguchi::channels {

/// What the widget's routes need; referred to for as long as the router lives.
struct WidgetApiParts {
  const features::ServiceDirectory& services;
  VisitsService& visits;
  features::FilesService& files;
  const features::LiveDesk& desk;
  const features::CallsService& telephone;
  base::RateLimiter& visits_limit;         ///< visits, per address
  base::RateLimiter& files_limit;          ///< uploads, per visitor
  base::RateLimiter& address_files_limit;  ///< uploads, per address
};

/// /api/widget/v1 of api/openapi.yaml.
void add_widget_routes(transport::Router& router, WidgetApiParts parts);

}  // namespace madoguchi::channels
