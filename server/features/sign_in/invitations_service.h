#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/random.h"
#include "features/sign_in/sign_in_service.h"
#include "storage/database.h"

namespace madoguchi::features {

/// Who an invitation link is for.
struct Invitation {
  std::string email;
  std::string name;
  std::string organization_name;
};

inline constexpr base::Milliseconds kInvitationLifetime = std::chrono::days(7);

/// A link that was just made; the database has the token's hash only.
struct IssuedInvitation {
  std::string token;
  base::Time expires_at;
};

/// The invited person's side of an invitation: see it, choose a password. Safe to call from every
/// thread.
class InvitationsService {
 public:
  struct Parts {
    storage::Database& database;
    const base::Clock& clock;
    const AuditLog& audit;
    SignInService& sign_in;
    base::Random& random;
  };
  explicit InvitationsService(Parts parts) : parts_(parts), misses_(parts.clock) {}

  /// A new link for an operator, inside the caller's transaction; the old one ends.
  [[nodiscard]] base::Result<IssuedInvitation> issue_in(storage::Connection& db,
                                                        base::OperatorId id);
  [[nodiscard]] static base::Status revoke_in(storage::Connection& db, base::OperatorId id);

  /// kNotFound for a token that is unknown or was used, kExpired after its 7 days, kRateLimited
  /// after too many misses from one address.
  [[nodiscard]] boost::asio::awaitable<base::Result<Invitation>> get(std::string token,
                                                                     std::string address);
  /// Sets the password, ends every other session of the operator, and signs in. Works once.
  [[nodiscard]] boost::asio::awaitable<base::Result<StartedSession>> accept(std::string token,
                                                                            std::string password,
                                                                            ClientInfo client);

 private:
  void note_outcome(const std::string& address, const base::Status& outcome);

  Parts parts_;
  FailureLimiter misses_;
};

}  // namespace madoguchi::features
