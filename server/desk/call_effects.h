#pragma once

#include "desk/draft.h"

namespace madoguchi::desk {

/// What the telephone side has to do because calls stand otherwise after the draft than before:
/// ring, stop ringing, hold, music. Whatever rule moved them, nothing is forgotten.
void send_call_effects(Draft& draft);

}  // namespace madoguchi::desk
