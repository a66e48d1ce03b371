#pragma once

#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>

#include "features/audit/audit_store.h"
#include "features/chat_settings/chat_settings.h"
#include "features/services/change_gate.h"
#include "features/services/service.h"
#include "features/services/service_for_desk.h"
#include "features/sign_in/principal.h"
#include "storage/database.h"

namespace madoguchi::features {

/// The chat settings of all services, kept in memory. Safe to call from every thread.
class ChatSettingsService {
 public:
  struct Parts {
    storage::Database& database;
    const AuditStore& audit;
    ServicesListener& listener;  ///< told when timers changed
  };
  explicit ChatSettingsService(Parts parts) : parts_(parts) {}

  /// A service with its settings, as the widget needs them.
  struct Current {
    Service service;
    ChatSettings settings;
  };

  /// Fills the memory; blocking, once at start, before the first request.
  [[nodiscard]] base::Status load_all();
  /// Nothing when there is no such service. Never blocks on the database.
  [[nodiscard]] std::shared_ptr<const ChatSettings> current(base::ServiceId service) const;
  /// The same by the public key of the widget's addresses.
  [[nodiscard]] std::shared_ptr<const Current> current_by_key(std::string_view key) const;

  [[nodiscard]] base::Result<ChatSettings> get(base::ServiceId service) const;
  [[nodiscard]] boost::asio::awaitable<base::Result<ChatSettings>> replace(Principal me,
                                                                           base::ServiceId service,
                                                                           ChatSettings settings);

  /// Standard settings of a new service, inside its transaction.
  [[nodiscard]] static base::Status add_standard(storage::Connection& db, const Service& service);
  /// After the commit of a change of the service itself or of its settings: reads them anew.
  [[nodiscard]] static base::Result<Current> load(storage::Connection& db, base::ServiceId service);
  void keep(Current current, std::uint64_t number);
  /// Inside a transaction whose outcome keep() will get.
  [[nodiscard]] std::uint64_t next_number() { return gate_.next_number(); }

 private:
  Parts parts_;
  ChangeGate<base::ServiceId> gate_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<base::ServiceId, std::shared_ptr<const Current>> by_id_;
  std::unordered_map<std::string, std::shared_ptr<const Current>> by_key_;
};

}  // namespace madoguchi::features
