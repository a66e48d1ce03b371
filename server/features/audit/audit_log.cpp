#include "features/audit/audit_log.h"

#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace madoguchi::features {
namespace {

using base::ServiceId;
using base::Time;
using storage::Sql;

constexpr Sql kAdd{
    "audit.add",
    "INSERT INTO audit_log (id, service_id, at, operator_id, operator_name, action, "
    "subject, detail, address) VALUES (:id, :service, :at, :operator, :name, :action, "
    ":subject, :detail, :address)"};

constexpr Sql kList{"audit.list",
                    "SELECT id, service_id, at, operator_id, operator_name, action, subject, "
                    "detail, address FROM audit_log WHERE service_id = :service AND id < :before "
                    "ORDER BY id DESC LIMIT :limit"};

constexpr Sql kListWithOrganization{
    "audit.list_with_organization",
    "SELECT id, service_id, at, operator_id, operator_name, action, subject, detail, address "
    "FROM audit_log WHERE (service_id = :service OR service_id IS NULL) AND id < :before "
    "ORDER BY id DESC LIMIT :limit"};

using Row =
    std::tuple<AuditEntryId, std::optional<ServiceId>, Time, std::optional<base::OperatorId>,
               std::string, std::string, std::string, std::string, std::string>;

boost::json::object detail_of(const std::string& text) {
  boost::json::error_code error;
  auto value = boost::json::parse(text, error);
  return !error && value.is_object() ? value.as_object() : boost::json::object();
}

AuditRecord record_of(Row& row) {
  auto& [id, service, at, operator_id, name, action, subject, detail, address] = row;
  return {id, at,
          AuditEntry{service,
                     {operator_id, std::move(name), std::move(address)},
                     std::move(action),
                     std::move(subject),
                     detail_of(detail)}};
}

}  // namespace

base::Status AuditLog::add(storage::Connection& db, const AuditEntry& entry) const {
  MDG_TRY(db.execute(kAdd, ids_.next<AuditEntryId>(), entry.service, clock_.now(), entry.actor.id,
                     entry.actor.name, entry.action, entry.subject,
                     boost::json::serialize(entry.detail), entry.actor.address));
  return {};
}

base::Result<std::vector<AuditRecord>> list_audit_log(storage::Connection& db, ServiceId service,
                                                      const AuditPage& page) {
  const Sql& sql = page.with_organization ? kListWithOrganization : kList;
  constexpr AuditEntryId kNewest(std::numeric_limits<std::int64_t>::max());
  MDG_ASSIGN(auto rows,
             (db.rows<AuditEntryId, std::optional<ServiceId>, Time, std::optional<base::OperatorId>,
                      std::string, std::string, std::string, std::string, std::string>(
                 sql, service, page.before.value_or(kNewest), page.limit)));
  std::vector<AuditRecord> records;
  for (Row& row : rows) records.push_back(record_of(row));
  return records;
}

}  // namespace madoguchi::features
