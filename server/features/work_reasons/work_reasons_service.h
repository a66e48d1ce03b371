#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "base/text.h"
#include "features/audit/audit_store.h"
#include "features/services/change_gate.h"
#include "features/sign_in/principal.h"
#include "storage/database.h"

namespace madoguchi::features {

/// Why an operator is at work other than answering: training, meeting, report. [S1]
struct WorkReason {
  base::WorkReasonId id;
  base::Text3 name;
};
struct WorkReasonInput {
  std::optional<base::WorkReasonId> id;  ///< nothing: a new one
  base::Text3 name;
};

/// The organization's work reasons. Retired ones keep their rows, for statistics. Safe to call from
/// every thread.
class WorkReasonsService {
 public:
  using List = std::shared_ptr<const std::vector<WorkReason>>;

  WorkReasonsService(storage::Database& database, base::IdSource& ids, const AuditStore& audit)
      : database_(database), ids_(ids), audit_(audit) {}

  /// Fills the memory; blocking, once at start, before the first request.
  [[nodiscard]] base::Status load_all();
  /// Those in use, in order. Never null.
  [[nodiscard]] List current() const;
  [[nodiscard]] bool has(base::WorkReasonId id) const;

  /// Organization admin. kNotFound (field of the item) for an id that is not in use.
  [[nodiscard]] boost::asio::awaitable<base::Result<List>> replace(
      Principal me, std::vector<WorkReasonInput> reasons);

  /// The reasons that a new organization starts with, inside its transaction.
  [[nodiscard]] base::Status add_standard(storage::Connection& db);

 private:
  void keep(List list);

  storage::Database& database_;
  base::IdSource& ids_;
  const AuditStore& audit_;
  ChangeGate<int> gate_;
  mutable std::mutex mutex_;
  List list_ = std::make_shared<const std::vector<WorkReason>>();
};

}  // namespace madoguchi::features
