#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// What customer and operator say to each other, and how a contact begins and ends [C7, C11].

/// Emits the change; nothing when it is the same.
void change_conversation(Draft& draft, ContactId id, Conversation to);
/// Takes it from wherever it is.
void end_contact(Draft& draft, ContactId id, EndReason reason);

[[nodiscard]] base::Status run(Draft& draft, const WriteAsCustomer& command);
[[nodiscard]] base::Status run(Draft& draft, const WriteAsOperator& command);
[[nodiscard]] base::Status run(Draft& draft, const EndAsCustomer& command);
[[nodiscard]] base::Status run(Draft& draft, const EndAsOperator& command);

}  // namespace madoguchi::desk
