#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "base/random.h"
#include "features/audit/audit_store.h"
#include "features/services/change_gate.h"
#include "features/services/service.h"
#include "features/services/service_for_desk.h"
#include "features/sign_in/principal.h"
#include "features/sign_in/sign_in_service.h"
#include "storage/database.h"

namespace madoguchi::features {

class ChatSettingsService;

/// The services of the organization. Safe to call from every thread.
class ServicesService {
 public:
  struct Parts {
    storage::Database& database;
    base::IdSource& ids;
    base::Random& random;
    const AuditStore& audit;
    SignInService& sign_in;
    ChatSettingsService& chat_settings;
    ServicesListener& listener;
  };
  explicit ServicesService(Parts parts) : parts_(parts) {}

  [[nodiscard]] boost::asio::awaitable<base::Result<std::vector<Service>>> list(Principal me);
  [[nodiscard]] boost::asio::awaitable<base::Result<Service>> get(Principal me,
                                                                  base::ServiceId service);
  /// With its default queue and standard chat settings in every language. Organization admin.
  [[nodiscard]] boost::asio::awaitable<base::Result<Service>> create(Principal me,
                                                                     NewService fresh);
  [[nodiscard]] boost::asio::awaitable<base::Result<Service>> update(Principal me,
                                                                     base::ServiceId service,
                                                                     ServicePatch patch);

  /// Makes a service inside the caller's transaction (set-up, trial); call announce() after the
  /// commit.
  [[nodiscard]] base::Result<Service> create_in(storage::Connection& db, const Actor& actor,
                                                const NewService& fresh);
  /// Tells the desk and the caches about a service as it is stored now.
  [[nodiscard]] boost::asio::awaitable<base::Status> announce(base::ServiceId service);
  /// Blocking form for start-up.
  [[nodiscard]] base::Status announce_now(base::ServiceId service);

 private:
  struct Changed {
    Service service;
    ServiceForDesk for_desk;
    std::uint64_t number = 0;
  };
  void tell(const ServiceForDesk& service, std::uint64_t number);

  Parts parts_;
  ChangeGate<base::ServiceId> gate_;
};

}  // namespace madoguchi::features
