#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// Calls that operators make, up to the answer [V5]. From then on they are calls like any other.

/// Ends a call that nobody has answered, here and on the telephone.
void end_dialing(Draft& draft, ContactId id, EndReason reason);

[[nodiscard]] base::Status run(Draft& draft, const DialCall& command);
[[nodiscard]] base::Status run(Draft& draft, const SetRingsThere& command);
[[nodiscard]] base::Status run(Draft& draft, const SetDialAnswered& command);

}  // namespace madoguchi::desk
