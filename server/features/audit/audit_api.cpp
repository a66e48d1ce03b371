#include "features/audit/audit_api.h"

#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using transport::Method;
using transport::Request;

struct Parts {
  SignInService& sign_in;
  storage::Database& database;
};

ResponseAwaitable list_log(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<base::ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_administer(service));
  AuditPage page{.with_organization = me.is_organization_admin};
  MDG_CO_ASSIGN(page.before, query_before<AuditEntryId>(request));
  MDG_CO_ASSIGN(page.limit, query_limit(request, 50, 200));
  MDG_AWAIT(const auto records, parts.database.read([service, page](storage::Connection& db) {
    return list_audit_log(db, service, page);
  }));
  boost::json::array rows;
  for (const AuditRecord& record : records) rows.push_back(audit_record_json(record));
  const boost::json::object json{{"entries", std::move(rows)}};
  co_return transport::json_response(boost::json::serialize(json));
}

}  // namespace

boost::json::object audit_record_json(const AuditRecord& record) {
  return {
      {"id", base::json_id(record.id)},
      {"at", base::json_time(record.at)},
      {"operatorId", base::json_or_null(record.entry.actor.id)},
      {"operatorName", record.entry.actor.name},
      {"action", record.entry.action},
      {"subject", record.entry.subject},
      {"detail", record.entry.detail},
      {"address", record.entry.actor.address},
  };
}

void add_audit_routes(transport::Router& router, SignInService& sign_in,
                      storage::Database& database) {
  router.add(Method::kGet, "/api/v1/services/{serviceId}/audit-log",
             handler_of(list_log, Parts{sign_in, database}));
}

}  // namespace madoguchi::features
