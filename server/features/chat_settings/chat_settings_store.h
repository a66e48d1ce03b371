#pragma once

#include "features/chat_settings/chat_settings.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// Adds or replaces all of them.
[[nodiscard]] base::Status save_chat_settings(storage::Connection& db, base::ServiceId service,
                                              const ChatSettings& settings);

/// kInvalidInput: the queue of the widget's calls is none of the service's.
[[nodiscard]] base::Status require_queue(storage::Connection& db, base::ServiceId service,
                                         const ChatSettings& settings);

}  // namespace madoguchi::features
