#pragma once

#include <boost/asio/awaitable.hpp>

#include "features/operators/operators_service.h"
#include "features/services/service_directory.h"
#include "features/sign_in/me.h"
#include "features/sign_in/sign_in_service.h"
#include "storage/database.h"

namespace madoguchi::features {

/// The own account of whoever is signed in. Safe to call from every thread.
class MeService {
 public:
  struct Parts {
    storage::Database& database;
    const AuditLog& audit;
    SignInService& sign_in;
    OperatorsService& operators;
    const ServiceDirectory& directory;
  };
  explicit MeService(Parts parts) : parts_(parts) {}

  [[nodiscard]] boost::asio::awaitable<base::Result<Me>> get(Principal me);
  [[nodiscard]] boost::asio::awaitable<base::Result<Me>> update(Principal me, MePatch patch);

 private:
  Parts parts_;
};

}  // namespace madoguchi::features
