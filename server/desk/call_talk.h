#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// A call in which an operator talks: hold [V7], and whether the audio reaches them.

[[nodiscard]] base::Status run(Draft& draft, const HoldCall& command);
[[nodiscard]] base::Status run(Draft& draft, const SetOperatorLeg& command);
[[nodiscard]] base::Status run(Draft& draft, const KeepCall& command);

}  // namespace madoguchi::desk
