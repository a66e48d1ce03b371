#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "features/services/service.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// The deadlines of a service's chats; zero means never.
struct ChatTimers {
  base::Seconds silence_end{300};     ///< after the operator's last message
  base::Seconds silence_warning{60};  ///< so long before the end
  base::Seconds open_deadline{60};    ///< an assigned chat that is not opened goes on
};

/// What the desk has to know of a service.
struct ServiceForDesk {
  base::ServiceId id;
  std::string key;
  std::string name;
  base::Language language = base::Language::kJapanese;
  bool has_chat = true;
  base::Seconds longest_wrap_up{180};  ///< after a call; 0: no end
  ChatTimers timers;
  std::vector<Queue> queues;  ///< the default one first; members: all who can chat in the service

  [[nodiscard]] base::QueueId default_queue() const { return queues.front().id; }
};

/// Told after the commit of what changed a service, its queues or its timers; calls about one
/// service come one after the other and the last one is the newest. On whichever thread: hand over
/// and return.
struct ServicesListener {
  virtual ~ServicesListener() = default;
  virtual void service_changed(const ServiceForDesk& service) = 0;
};

/// All services: at the start of the desk.
[[nodiscard]] base::Result<std::vector<ServiceForDesk>> load_services_for_desk(
    storage::Connection& db);

}  // namespace madoguchi::features
