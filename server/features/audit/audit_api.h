#pragma once

#include "features/audit/audit_log.h"
#include "features/sign_in/sign_in_service.h"
#include "storage/database.h"
#include "transport/router.h"

namespace madoguchi::features {

/// The shape AuditEntry of api/openapi.yaml.
[[nodiscard]] boost::json::object audit_record_json(const AuditRecord& record);

/// /api/v1/services/{serviceId}/audit-log, as in api/openapi.yaml.
void add_audit_routes(transport::Router& router, SignInService& sign_in,
                      storage::Database& database);

}  // namespace madoguchi::features
