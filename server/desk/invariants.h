#pragma once

#include <string>
#include <vector>

#include "desk/state.h"

namespace madoguchi::desk {

/// What is wrong with a state, one sentence each; empty: nothing. Reads everything: for tests, and
/// for a look at a desk in doubt.
[[nodiscard]] std::vector<std::string> check_invariants(const DeskState& state);

}  // namespace madoguchi::desk
