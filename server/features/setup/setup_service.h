#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/random.h"
#include "base/text.h"
#include "features/operators/operators_service.h"
#include "features/services/services_service.h"
#include "features/sign_in/sign_in_service.h"
#include "features/work_reasons/work_reasons_service.h"
#include "storage/database.h"

namespace madoguchi::features {

/// What the first admin enters.
struct Founding {
  std::string organization_name;
  std::string name;
  std::string email;
  std::string password;
  std::string service_name;
  base::Language language = base::Language::kJapanese;
  std::string time_zone;
};

/// What a founding made.
struct Founded {
  base::OperatorId admin;
  base::ServiceId service;
};

struct SetupState {
  bool is_open = false;
  std::string organization_name;
};

/// The first run: as long as there is no admin, whoever can read the file `setup-token` in the data
/// folder may become it. Safe to call from every thread.
class SetupService {
 public:
  struct Parts {
    storage::Database& database;
    const base::Clock& clock;
    base::IdSource& ids;
    base::Random& random;
    const AuditLog& audit;
    SignInService& sign_in;
    OperatorsService& operators;
    ServicesService& services;
    WorkReasonsService& work_reasons;
    std::filesystem::path data_folder;
  };
  explicit SetupService(Parts parts);

  /// Blocking, once at start: writes a new token file (0600, 24 hours) while there is no admin,
  /// removes a left-over one otherwise. The error is a sentence for the person who starts the
  /// program. Gives the file's path when it was written.
  [[nodiscard]] base::Result<std::optional<std::filesystem::path>> prepare();

  [[nodiscard]] boost::asio::awaitable<base::Result<SetupState>> state();
  /// kConflict when it was done before, kExpired for an old token, kForbidden for a wrong one,
  /// kRateLimited after too many wrong ones.
  [[nodiscard]] boost::asio::awaitable<base::Result<StartedSession>> set_up(std::string token,
                                                                            Founding founding,
                                                                            ClientInfo client);

  /// Founds the organization without a token; blocking, for the trial. kConflict when there is an
  /// admin.
  [[nodiscard]] base::Result<Founded> found_now(const Founding& founding);

 private:
  struct Token {
    std::string value;
    base::Time expires_at;
  };
  [[nodiscard]] base::Status check_token(const std::string& given, const std::string& address);
  [[nodiscard]] base::Result<Founded> found_in(storage::Connection& db, const Founding& founding,
                                               const std::string& password_hash,
                                               const std::string& address);
  void close();

  Parts parts_;
  FailureLimiter failures_;
  std::mutex mutex_;
  std::optional<Token> token_;
};

}  // namespace madoguchi::features
