#pragma once

#include <optional>

#include "base/result.h"
#include "base/time.h"
#include "desk/types.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// What the contacts of one customer by one channel hang on, one after the other; a call has one of
/// its own, since calls of one customer may overlap.
struct NewThread {
  base::ServiceId service;
  base::ThreadId id;
  base::CustomerId customer;
  desk::Channel channel = desk::Channel::kWebChat;
  std::optional<base::ThreadId> visitor_thread;  ///< of the chat from whose page a call comes
};

/// In the transaction of what brings it.
[[nodiscard]] base::Status add_thread(storage::Connection& db, const NewThread& thread,
                                      base::Time now);

}  // namespace madoguchi::features
