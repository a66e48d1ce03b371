#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "features/audit/audit_log.h"
#include "features/caller_numbers/caller_number.h"
#include "features/sign_in/principal.h"
#include "features/trunks/trunk_names.h"
#include "storage/database.h"

namespace madoguchi::features {

/// A number to which the configuration leads calls into a service: registered from the beginning.
struct ConfiguredNumber {
  base::ServiceId service;
  std::string number;  ///< as the configuration writes it; what cannot be called back is left out
  std::string label;
};

/// Which numbers may be shown as the caller [V5]: requested by a service admin, approved by an
/// organization admin, who answers for that they are ours. Rights are the routes' to check. Safe to
/// call from every thread.
class CallerNumbersService final : public TrunkNamesListener {
 public:
  struct Parts {
    storage::Database& database;
    const base::Clock& clock;
    base::IdSource& ids;
    const AuditLog& audit;
  };
  explicit CallerNumbersService(Parts parts) : parts_(parts) {}

  void trunks_changed(std::vector<std::string> names) override;
  [[nodiscard]] std::vector<std::string> trunks() const;
  /// Blocking, at start: adds those that are new, with the first trunk. Nothing without a trunk.
  [[nodiscard]] base::Status register_configured(const std::vector<ConfiguredNumber>& numbers,
                                                 CallerNumberState state);

  /// By number; of those, everybody but admins sees only what is approved.
  [[nodiscard]] boost::asio::awaitable<base::Result<std::vector<CallerNumber>>> list(
      base::ServiceId service, bool with_all);
  /// The approved number; empty `number`: the first one. kInvalidInput, field `from`: none is
  /// approved.
  [[nodiscard]] boost::asio::awaitable<base::Result<CallerNumber>> find_approved(
      base::ServiceId service, std::string number);

  /// A withdrawn number is requested anew. kAlreadyExists: it is requested or approved already.
  /// kInvalidInput: there is no such trunk.
  [[nodiscard]] boost::asio::awaitable<base::Result<CallerNumber>> request(Principal me,
                                                                           base::ServiceId service,
                                                                           CallerNumber wanted);
  /// kNotFound; kConflict: it is not requested.
  [[nodiscard]] boost::asio::awaitable<base::Result<CallerNumber>> approve(Principal me,
                                                                           base::ServiceId service,
                                                                           CallerNumberId id);
  /// kNotFound; kConflict: it is withdrawn already.
  [[nodiscard]] boost::asio::awaitable<base::Result<CallerNumber>> withdraw(Principal me,
                                                                            base::ServiceId service,
                                                                            CallerNumberId id);

 private:
  [[nodiscard]] base::Result<CallerNumber> request_in(storage::Connection& db, const Principal& me,
                                                      base::ServiceId service, CallerNumber wanted);
  [[nodiscard]] base::Result<CallerNumber> decide_in(storage::Connection& db, const Principal& me,
                                                     base::ServiceId service, CallerNumberId id,
                                                     CallerNumberState state);
  [[nodiscard]] base::Status note(storage::Connection& db, const Principal& me,
                                  base::ServiceId service, const CallerNumber& number) const;

  Parts parts_;
  mutable std::mutex mutex_;  ///< of the next
  std::vector<std::string> trunks_;
};

}  // namespace madoguchi::features
