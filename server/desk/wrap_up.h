#pragma once

#include "desk/draft.h"

namespace madoguchi::desk {

// The time after a call in which its operator writes down what it was about [S3].

void begin_wrap_up(Draft& draft, OperatorId id, ServiceId service, ContactId call);
/// Nothing when there is none.
void end_wrap_up(Draft& draft, OperatorId id);

}  // namespace madoguchi::desk
