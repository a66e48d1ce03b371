#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// Putting a contact aside [C7].

/// Back to its owner if able (by the owner's own reply: in any case), else to the head of its
/// queue.
void wake(Draft& draft, ContactId id, WakeCause cause);
/// The caller queues or assigns it next.
void wake_without_owner(Draft& draft, ContactId id, WakeCause cause);

[[nodiscard]] base::Status run(Draft& draft, const SnoozeContact& command);

}  // namespace madoguchi::desk
