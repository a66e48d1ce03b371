#pragma once

#include "features/chat_settings/chat_settings.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// Adds or replaces all of them.
[[nodiscard]] base::Status save_chat_settings(storage::Connection& db, base::ServiceId service,
                                              const ChatSettings& settings);

}  // namespace madoguchi::features
