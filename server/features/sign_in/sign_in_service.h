#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "base/random.h"
#include "features/audit/audit_log.h"
#include "features/sign_in/account_store.h"
#include "features/sign_in/failure_limiter.h"
#include "features/sign_in/password_pool.h"
#include "features/sign_in/principal.h"
#include "features/sign_in/principal_cache.h"
#include "features/sign_in/session.h"
#include "storage/database.h"
#include "transport/request.h"

namespace madoguchi::features {

/// Where a sign-in comes from.
struct ClientInfo {
  std::string address;
  std::string user_agent;
};
[[nodiscard]] ClientInfo client_of(const transport::Request& request);

/// Sign-in, sessions, and who a request comes from. Safe to call from every thread.
class SignInService {
 public:
  struct Parts {
    storage::Database& database;
    const base::Clock& clock;
    base::IdSource& ids;
    base::Random& random;
    PasswordPool& passwords;
    const AuditLog& audit;
  };
  explicit SignInService(Parts parts, FailureLimits limits = {});

  /// Who asks: kUnauthenticated without a living session of an operator who is not disabled.
  [[nodiscard]] boost::asio::awaitable<base::Result<Principal>> authenticate(
      const transport::Request& request);
  /// The same for a socket that is open already: asks whether its session still lives, and with
  /// which rights. `address` goes into the principal.
  [[nodiscard]] boost::asio::awaitable<base::Result<Principal>> authenticate_session(
      base::SessionId session, std::string address);

  /// kWrongCredentials for everything that is not right, in the same time; kRateLimited after too
  /// many failures for the mail address or from the client's address; kTryLater when the pool is
  /// full.
  [[nodiscard]] boost::asio::awaitable<base::Result<StartedSession>> sign_in(std::string email,
                                                                             std::string password,
                                                                             ClientInfo client);
  /// Makes a session for somebody whose right to it was shown otherwise (set-up, invitation),
  /// inside that transaction. Give what it displaced (`ended`) to sessions_ended() after the
  /// commit.
  [[nodiscard]] base::Result<StartedSession> start_session(storage::Connection& db,
                                                           base::OperatorId id,
                                                           const ClientInfo& client);

  [[nodiscard]] boost::asio::awaitable<base::Status> sign_out(Principal me);
  /// Own sessions only: kNotFound for those of others.
  [[nodiscard]] boost::asio::awaitable<base::Status> end_session(Principal me,
                                                                 base::SessionId session);
  [[nodiscard]] boost::asio::awaitable<base::Result<std::vector<Session>>> list_sessions(
      Principal me);
  /// kInvalidInput (field "current") when the current one is wrong; ends all other sessions.
  [[nodiscard]] boost::asio::awaitable<base::Status> change_password(Principal me,
                                                                     std::string current,
                                                                     std::string fresh);

  /// Deletes all sessions of an operator, except one, inside the caller's transaction. Give the
  /// result to sessions_ended() after the commit.
  [[nodiscard]] static base::Result<std::vector<base::SessionId>> end_sessions_of(
      storage::Connection& db, base::OperatorId id, std::optional<base::SessionId> except = {});
  void sessions_ended(const std::vector<base::SessionId>& sessions);

  /// Called after the commit of what changed an operator or its rights.
  void operator_changed(base::OperatorId id);
  /// Called after a service was made or changed: organization admins may have one more.
  void services_changed();

  /// Called, on whichever thread, for each session that ended: its sockets are to be closed.
  /// Register before requests come.
  void on_sessions_ended(std::function<void(base::SessionId)> callback);

  /// Deletes sessions that are over; call it now and then (once an hour).
  [[nodiscard]] boost::asio::awaitable<base::Status> remove_old_sessions();

  [[nodiscard]] PasswordPool& passwords() { return parts_.passwords; }

 private:
  boost::asio::awaitable<base::Result<Principal>> authenticate_token(std::string token,
                                                                     std::string address);
  boost::asio::awaitable<base::Result<PrincipalCache::Known>> load_known(std::string token_hash);
  base::Result<Principal> admit(PrincipalCache::Known known, std::string address);
  boost::asio::awaitable<base::Result<Account>> check_password(std::string email,
                                                               std::string password);
  /// The stored hash; kInvalidInput (field "current") for a wrong password.
  boost::asio::awaitable<base::Result<std::string>> own_hash_if_right(base::OperatorId id,
                                                                      std::string password);
  /// The same, with guessing slowed down.
  boost::asio::awaitable<base::Result<std::string>> check_own_password(base::OperatorId id,
                                                                       std::string password);
  boost::asio::awaitable<base::Result<std::optional<std::string>>> new_hash_if_due(
      std::string hash, std::string password);
  boost::asio::awaitable<base::Result<StartedSession>> check_and_start(std::string email,
                                                                       std::string password,
                                                                       ClientInfo client);
  void settle_attempt(const std::string& mail_key, const std::string& address_key,
                      const base::Result<StartedSession>& outcome);
  void note_seen(base::SessionId session, base::Time now);

  Parts parts_;
  FailureLimiter failures_;
  PrincipalCache cache_;
  std::vector<std::function<void(base::SessionId)>> ended_callbacks_;
};

}  // namespace madoguchi::features
