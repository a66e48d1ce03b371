#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// What happens by itself when its time has come.
[[nodiscard]] base::Status run(Draft& draft, const Tick& command);

}  // namespace madoguchi::desk
