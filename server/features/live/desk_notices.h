#pragma once

#include <vector>

#include "desk/event.h"
#include "desk/state.h"
#include "features/live/desk_listener.h"

namespace madoguchi::features {

/// What operators should notice at once of a decision, in the order of its events. `after`: the
/// state with the events applied.
[[nodiscard]] std::vector<Alert> alerts_of(const desk::DeskState& after,
                                           const std::vector<desk::Event>& events);

/// Whom a decision is about, each once, with the cause that their screens are told and whether
/// their rights are new.
[[nodiscard]] std::vector<OperatorChange> operator_changes(const std::vector<desk::Event>& events);

}  // namespace madoguchi::features
