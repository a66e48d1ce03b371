#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/change_gate.h"
#include "base/id_source.h"
#include "features/audit/audit_log.h"
#include "features/sign_in/principal.h"
#include "features/work_reasons/work_reason.h"
#include "storage/database.h"

namespace madoguchi::features {

/// The organization's work reasons, kept in memory. Retired ones keep their rows, for statistics.
/// Safe to call from every thread.
class WorkReasonsService {
 public:
  using List = std::shared_ptr<const std::vector<WorkReason>>;
  struct Parts {
    storage::Database& database;
    const base::Clock& clock;
    base::IdSource& ids;
    const AuditLog& audit;
  };
  explicit WorkReasonsService(Parts parts) : parts_(parts) {}

  /// Reads them anew; blocking, at start before the first request.
  [[nodiscard]] base::Status load_all();
  /// The same after the commit of add_standard().
  [[nodiscard]] boost::asio::awaitable<base::Status> reload();

  /// Those in use, in order. Never null.
  [[nodiscard]] List current() const;
  [[nodiscard]] bool has(base::WorkReasonId id) const;

  /// Those whose id is left out are retired. kInvalidInput for an id that is not in use.
  [[nodiscard]] boost::asio::awaitable<base::Result<List>> replace(
      Principal me, std::vector<WorkReasonInput> reasons);

  /// What a new organization starts with, inside its transaction.
  [[nodiscard]] base::Status add_standard(storage::Connection& db);

 private:
  struct Changed {
    std::vector<WorkReason> reasons;
    std::uint64_t number = 0;
  };
  [[nodiscard]] base::Result<Changed> changed_in(storage::Connection& db);
  [[nodiscard]] base::Status save(storage::Connection& db,
                                  const std::vector<WorkReasonInput>& reasons);
  List keep(Changed changed);

  Parts parts_;
  base::ChangeGate<int> gate_;
  mutable std::mutex mutex_;
  List list_ = std::make_shared<const std::vector<WorkReason>>();
};

}  // namespace madoguchi::features
