#pragma once

#include <string>
#include <vector>

#include "desk/event.h"
#include "desk/state.h"

namespace madoguchi::desk {

/// What is wrong with a state, one sentence each; empty: nothing. Reads everything.
[[nodiscard]] std::vector<std::string> check_invariants(const DeskState& state);

/// The same, cheaper: only the contacts and operators that these events, applied just now, are
/// about, and that nobody waits in vain.
[[nodiscard]] std::vector<std::string> check_touched(const DeskState& state,
                                                     const std::vector<Event>& events);

}  // namespace madoguchi::desk
