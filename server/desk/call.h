#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// Calls, from the answer into the queue to the end [V3, V4, V12].

/// Ends it for whatever reason; whoever talked or dialled is in wrap-up.
void end_call(Draft& draft, ContactId id, EndReason reason);
/// notFound: service or queue. alreadyExists: contact. conflict: the thread has an open contact.
[[nodiscard]] base::Status require_new_call(const Draft& draft, ServiceId service, QueueId queue,
                                            ContactId contact, ThreadId thread);
/// Its longest wait is over and nobody took it.
void end_unanswered_call(Draft& draft, ContactId id);
/// The owner ends it. conflict: it still rings.
[[nodiscard]] base::Status hang_up(Draft& draft, ContactId id);

[[nodiscard]] base::Status run(Draft& draft, const StartCall& command);
[[nodiscard]] base::Status run(Draft& draft, const EndCall& command);

}  // namespace madoguchi::desk
