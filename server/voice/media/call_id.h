#pragma once

#include "base/id.h"

namespace madoguchi::voice {

/// One call on the telephone side, from the INVITE or a browser's offer to the end.
using CallId = base::Id<struct CallTag>;

}  // namespace madoguchi::voice
