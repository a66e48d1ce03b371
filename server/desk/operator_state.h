#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// The operator's own state and switches [S1, S2, S4], and whether a console or phone of theirs
// is there.

/// Emits the change; nothing when it is the same.
void change_state(Draft& draft, OperatorId id, ChosenState to, WorkReasonId reason,
                  StateCause cause);

[[nodiscard]] base::Status run(Draft& draft, const ChooseState& command);
[[nodiscard]] base::Status run(Draft& draft, const SetSwitches& command);
[[nodiscard]] base::Status run(Draft& draft, const ConnectOperator& command);
[[nodiscard]] base::Status run(Draft& draft, const DisconnectOperator& command);
[[nodiscard]] base::Status run(Draft& draft, const ConnectPhone& command);
[[nodiscard]] base::Status run(Draft& draft, const DisconnectPhone& command);

}  // namespace madoguchi::desk
