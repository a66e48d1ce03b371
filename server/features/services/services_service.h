#pragma once

#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "base/random.h"
#include "features/audit/audit_log.h"
#include "features/services/service.h"
#include "features/services/service_directory.h"
#include "features/sign_in/principal.h"
#include "features/sign_in/sign_in_service.h"
#include "storage/database.h"

namespace madoguchi::features {

/// The services of the organization. Safe to call from every thread.
class ServicesService {
 public:
  struct Parts {
    storage::Database& database;
    const base::Clock& clock;
    base::IdSource& ids;
    base::Random& random;
    const AuditLog& audit;
    SignInService& sign_in;
    ServiceDirectory& directory;
  };
  explicit ServicesService(Parts parts) : parts_(parts) {}

  /// Those that `me` may see, by name.
  [[nodiscard]] std::vector<Service> list(const Principal& me) const;
  [[nodiscard]] base::Result<Service> get(base::ServiceId service) const;

  /// With its default queue and standard chat settings in every language.
  [[nodiscard]] boost::asio::awaitable<base::Result<Service>> create(Principal me,
                                                                     NewService fresh);
  [[nodiscard]] boost::asio::awaitable<base::Result<Service>> update(Principal me,
                                                                     base::ServiceId service,
                                                                     ServicePatch patch);

  /// Makes a service inside the caller's transaction (set-up, trial); call announce() after the
  /// commit.
  [[nodiscard]] base::Result<Service> create_in(storage::Connection& db, const Actor& actor,
                                                const NewService& fresh);
  /// Tells the directory, the desk and the sessions about a service as it is stored now.
  [[nodiscard]] boost::asio::awaitable<base::Status> announce(base::ServiceId service);
  /// Blocking form for start-up.
  [[nodiscard]] base::Status announce_now(base::ServiceId service);

 private:
  struct Changed {
    ServiceEntry entry;
    std::uint64_t number = 0;
  };
  [[nodiscard]] base::Result<Changed> changed_in(storage::Connection& db, base::ServiceId service);
  void tell(Changed changed);

  Parts parts_;
};

}  // namespace madoguchi::features
