#pragma once

#include "desk/event.h"
#include "desk/state.h"

namespace madoguchi::desk {

// apply() for services, queues and operators.
void apply_fact(DeskState& state, const ServiceSet& fact);
void apply_fact(DeskState& state, const QueueSet& fact);
void apply_fact(DeskState& state, const QueueRemoved& fact);
void apply_fact(DeskState& state, const OperatorSet& fact);
void apply_fact(DeskState& state, const OperatorRemoved& fact);
void apply_fact(DeskState& state, const OperatorStateChanged& fact);
void apply_fact(DeskState& state, const OperatorSwitchesChanged& fact);
void apply_fact(DeskState& state, const OperatorConnectionChanged& fact);
void apply_fact(DeskState& state, const PhoneConnectionChanged& fact);
void apply_fact(DeskState& state, const WrapUpBegan& fact);
void apply_fact(DeskState& state, const WrapUpEnded& fact);

}  // namespace madoguchi::desk
