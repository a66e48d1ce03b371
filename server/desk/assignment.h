#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// Who is responsible for a contact [C4].

/// Gives waiting contacts to able operators wherever the draft has moved a line or made somebody
/// able.
void settle(Draft& draft);

/// The operator owns a chat from now on, without being asked, and has to open it in time; a call
/// rings at the operator.
void assign(Draft& draft, ContactId id, OperatorId to, AssignCause cause);
/// Only for a contact that is offered.
void open(Draft& draft, ContactId id);

/// The end of the line, for a new contact.
void queue_at_end(Draft& draft, ContactId id);
/// The head of the line, for a contact that somebody had; `from` is not asked again for a while.
void queue_at_head(Draft& draft, ContactId id, QueueId queue, QueueCause cause, OperatorId from);
/// Takes the contact from its owner and puts it at the head of its queue; wakes it when it is
/// snoozed.
void put_back(Draft& draft, ContactId id, QueueCause cause);

/// Gives a queued contact to the operator who asks for it, opened. conflict: it is not queued, or a
/// hindrance.
[[nodiscard]] base::Status take(Draft& draft, ContactId id, OperatorId by);

[[nodiscard]] base::Status run(Draft& draft, const OpenContact& command);
[[nodiscard]] base::Status run(Draft& draft, const TakeContact& command);

}  // namespace madoguchi::desk
