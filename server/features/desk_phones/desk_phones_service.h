#pragma once

#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/change_gate.h"
#include "base/random.h"
#include "features/audit/audit_log.h"
#include "features/calls/operator_phones.h"
#include "features/desk_phones/desk_phone.h"
#include "features/operators/operator.h"
#include "features/sign_in/principal.h"
#include "storage/database.h"

namespace madoguchi::features {

class OperatorsService;

/// Passwords of operators' desk phones [V1], with a copy in memory that the telephone asks on each
/// REGISTER. Whoever may change an operator's extension may make and remove them. Safe to call from
/// every thread.
class DeskPhonesService final : public voice::PhoneDirectory,
                                public OperatorPhones,
                                public OperatorsListener {
 public:
  struct Parts {
    storage::Database& database;
    const base::Clock& clock;
    base::Random& random;
    const AuditLog& audit;
    OperatorsService& operators;
    DeskPhonesListener& listener;
  };
  explicit DeskPhonesService(Parts parts) : parts_(parts) {}

  /// Fills the memory; blocking, once at start, before the telephone is opened.
  [[nodiscard]] base::Status load_all();
  /// Once the telephone is open.
  void set_server(PhoneServer server);

  /// kNotFound, kForbidden as for the operator.
  [[nodiscard]] boost::asio::awaitable<base::Result<DeskPhoneView>> get(Principal me,
                                                                        base::OperatorId id);
  [[nodiscard]] DeskPhoneView own(base::OperatorId id) const;
  /// A new password, which ends the one before. kConflict without an extension, or when the
  /// operator is disabled; errors as above.
  [[nodiscard]] boost::asio::awaitable<base::Result<NewDeskPhone>> make_password(
      Principal me, base::OperatorId id);
  /// Harmless when there is none; errors as above.
  [[nodiscard]] boost::asio::awaitable<base::Status> remove_password(Principal me,
                                                                     base::OperatorId id);

  /// In the transaction that changes or ends the operator's extension; operator_changed() follows.
  [[nodiscard]] static base::Status revoke_in(storage::Connection& db, base::OperatorId id);

  void operator_changed(const OperatorForDesk& changed) override;
  [[nodiscard]] bool has_phones() const override;
  [[nodiscard]] std::optional<voice::PhoneSecret> secret_of(
      const std::string& extension) const override;
  [[nodiscard]] std::optional<base::OperatorId> owner_of(
      const std::string& extension) const override;
  void set_registered(const std::string& extension, std::size_t count) override;

 private:
  /// A phone as it is stored; none: not any more.
  struct Stored {
    std::optional<DeskPhone> phone;
    std::uint64_t number = 0;
  };

  [[nodiscard]] base::Result<Stored> make_in(storage::Connection& db, const Principal& me,
                                             base::OperatorId id, const std::string& password);
  [[nodiscard]] base::Result<Stored> remove_in(storage::Connection& db, const Principal& me,
                                               base::OperatorId id);
  void keep(base::OperatorId id, const Stored& stored);
  [[nodiscard]] std::vector<std::string> replace(base::OperatorId id,
                                                 const std::optional<DeskPhone>& phone);

  Parts parts_;
  base::ChangeGate<base::OperatorId> gate_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<base::OperatorId, DeskPhone> phones_;
  std::unordered_map<std::string, base::OperatorId> owners_;  ///< by extension
  std::unordered_map<std::string, std::size_t> registered_;   ///< by extension
  std::optional<PhoneServer> server_;
};

}  // namespace madoguchi::features
