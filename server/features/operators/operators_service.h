#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/change_gate.h"
#include "base/id_source.h"
#include "base/random.h"
#include "features/audit/audit_log.h"
#include "features/operators/operator.h"
#include "features/sign_in/invitations_service.h"
#include "features/sign_in/sign_in_service.h"
#include "storage/database.h"

namespace madoguchi::features {

/// Operators, their rights, and invitations. An organization admin manages all; a service admin
/// those with a part in a service of theirs, and only the rights in these services. Safe to call
/// from every thread.
class OperatorsService {
 public:
  struct Parts {
    storage::Database& database;
    const base::Clock& clock;
    base::IdSource& ids;
    base::Random& random;
    const AuditLog& audit;
    SignInService& sign_in;
    InvitationsService& invitations;
    OperatorsListener& listener;
  };
  explicit OperatorsService(Parts parts) : parts_(parts) {}

  [[nodiscard]] boost::asio::awaitable<base::Result<std::vector<Operator>>> list(Principal me);
  [[nodiscard]] boost::asio::awaitable<base::Result<Operator>> get(Principal me,
                                                                   base::OperatorId id);
  /// kAlreadyExists (field "email") when the address is taken.
  [[nodiscard]] boost::asio::awaitable<base::Result<InvitedOperator>> invite(Principal me,
                                                                             NewOperator fresh);
  /// kConflict when it would leave the organization without an admin. Disabling ends all sessions.
  [[nodiscard]] boost::asio::awaitable<base::Result<Operator>> update(Principal me,
                                                                      base::OperatorId id,
                                                                      OperatorPatch patch);
  [[nodiscard]] boost::asio::awaitable<base::Result<InvitedOperator>> renew_invitation(
      Principal me, base::OperatorId id);

  /// An operator with a password, inside the caller's transaction (set-up, trial); call announce()
  /// after the commit.
  [[nodiscard]] base::Result<base::OperatorId> add_in(storage::Connection& db, const Actor& actor,
                                                      const NewOperator& fresh,
                                                      const std::string& password_hash);
  /// Tells the desk and the sessions about an operator as it is stored now.
  [[nodiscard]] boost::asio::awaitable<base::Status> announce(base::OperatorId id);
  /// Blocking form for start-up.
  [[nodiscard]] base::Status announce_now(base::OperatorId id);

  /// Inside another's transaction about the account of an operator. kNotFound: none that `me` sees;
  /// kForbidden: one that also belongs to others.
  [[nodiscard]] static base::Result<Operator> load_managed(storage::Connection& db,
                                                           const Principal& me,
                                                           base::OperatorId id);
  /// All operators: at the start of the desk, inside its own read.
  [[nodiscard]] static base::Result<std::vector<OperatorForDesk>> load_all_for_desk(
      storage::Connection& db);

 private:
  struct Changed;

  [[nodiscard]] base::Result<Operator> insert(storage::Connection& db, const Actor& actor,
                                              const NewOperator& fresh,
                                              const std::optional<std::string>& password_hash);
  [[nodiscard]] base::Result<Changed> update_in(storage::Connection& db, const Principal& me,
                                                base::OperatorId id, const OperatorPatch& patch);
  [[nodiscard]] base::Result<Changed> read_changed(storage::Connection& db, base::OperatorId id);
  void tell(const Changed& changed);

  Parts parts_;
  base::ChangeGate<base::OperatorId> gate_;
};

}  // namespace madoguchi::features
