#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>

#include "features/audit/audit_log.h"
#include "features/chat_settings/chat_settings.h"
#include "features/services/service_directory.h"
#include "features/sign_in/principal.h"
#include "storage/database.h"

namespace madoguchi::features {

/// The chat settings of the services. Safe to call from every thread.
class ChatSettingsService {
 public:
  struct Parts {
    storage::Database& database;
    const AuditLog& audit;
    ServiceDirectory& directory;
  };
  explicit ChatSettingsService(Parts parts) : parts_(parts) {}

  /// From memory; nothing when there is no such service.
  [[nodiscard]] std::shared_ptr<const ChatSettings> current(base::ServiceId service) const;
  /// Also tells the desk about the timers. kNotFound when there is no such service.
  [[nodiscard]] boost::asio::awaitable<base::Result<ChatSettings>> replace(Principal me,
                                                                           base::ServiceId service,
                                                                           ChatSettings settings);

  /// Standard settings of a new service, inside its transaction.
  [[nodiscard]] static base::Status add_standard(storage::Connection& db, const Service& service);

 private:
  Parts parts_;
};

}  // namespace madoguchi::features
