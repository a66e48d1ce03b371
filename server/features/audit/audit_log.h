#pragma once

#include <optional>
#include <vector>

#include "base/id_source.h"
#include "features/audit/audit.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// Keeps and lists the audit log. Safe to call from every database thread.
class AuditLog {
 public:
  AuditLog(const base::Clock& clock, base::IdSource& ids) : clock_(clock), ids_(ids) {}

  /// Inside the transaction of the change itself: both are kept or neither.
  [[nodiscard]] base::Status add(storage::Connection& db, const AuditEntry& entry) const;

 private:
  const base::Clock& clock_;
  base::IdSource& ids_;
};

struct AuditPage {
  std::optional<AuditEntryId> before;  ///< older than this one
  int limit = 50;
  bool with_organization = false;  ///< also the entries that belong to no service
};

/// Newest first.
[[nodiscard]] base::Result<std::vector<AuditRecord>> list_audit_log(storage::Connection& db,
                                                                    base::ServiceId service,
                                                                    const AuditPage& page);

}  // namespace madoguchi::features
