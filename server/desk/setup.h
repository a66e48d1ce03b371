#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// What the admin decides: services, queues and who works in them.

/// What SetService and SetOperator accept; for the features that store it first. invalidInput names
/// the field.
[[nodiscard]] base::Status validate(const ServiceSettings& settings);
[[nodiscard]] base::Status validate_capacity(int chat_capacity);

[[nodiscard]] base::Status run(Draft& draft, const SetService& command);
[[nodiscard]] base::Status run(Draft& draft, const SetQueue& command);
[[nodiscard]] base::Status run(Draft& draft, const RemoveQueue& command);
[[nodiscard]] base::Status run(Draft& draft, const SetOperator& command);
[[nodiscard]] base::Status run(Draft& draft, const RemoveOperator& command);

}  // namespace madoguchi::desk
