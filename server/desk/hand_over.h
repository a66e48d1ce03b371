#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// Giving a contact to somebody else [C9].
[[nodiscard]] base::Status run(Draft& draft, const HandOver& command);

}  // namespace madoguchi::desk
