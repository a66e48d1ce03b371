#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// A call that rings at an operator: answered, declined, or in vain [V3, V4].

/// It rang in vain: back to the head of its queue, and not to that operator for a while. Whoever
/// misses kMissedCallsAllowed in a row does not answer: work, until they say otherwise.
void miss_call(Draft& draft, ContactId id);
/// The operator does not want to be rung any more; nothing when nothing rings.
void give_back_ringing(Draft& draft, OperatorId id);

[[nodiscard]] base::Status run(Draft& draft, const AcceptCall& command);
[[nodiscard]] base::Status run(Draft& draft, const DeclineCall& command);

}  // namespace madoguchi::desk
