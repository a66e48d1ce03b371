#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// How far each side has read, and whether the customer has the page open [C6].
[[nodiscard]] base::Status run(Draft& draft, const ReadAsCustomer& command);
[[nodiscard]] base::Status run(Draft& draft, const ReadAsOperator& command);
[[nodiscard]] base::Status run(Draft& draft, const SetCustomerPresence& command);

}  // namespace madoguchi::desk
