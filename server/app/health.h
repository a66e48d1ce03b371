#pragma once

#include "features/live/live_desk.h"
#include "features/recordings/recordings_service.h"
#include "storage/database.h"
#include "transport/listener.h"
#include "transport/router.h"
#include "voice/telephone.h"

namespace madoguchi::app {

struct HealthParts {
  const storage::Database& db;
  const features::LiveDesk& desk;
  const voice::Telephone* telephone;              ///< none: no figures of it
  const features::RecordingsService* recordings;  ///< the same
};

/// /healthz: the process is alive. /readyz: it takes work; 503 while the desk is loaded anew or the
/// disk stalls.
void add_health_routes(transport::Router& router, HealthParts parts);

/// /metrics in the Prometheus text format; docs/operating.md lists the names.
void add_metrics_route(transport::Router& router, HealthParts parts,
                       const transport::Listener& listener);

}  // namespace madoguchi::app
