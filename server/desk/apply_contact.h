#pragma once

#include "desk/event.h"
#include "desk/state.h"

namespace madoguchi::desk {

// apply() for contacts.
void apply_fact(DeskState& state, const ContactStarted& fact);
void apply_fact(DeskState& state, const CallArrived& fact);
void apply_fact(DeskState& state, const MessageAdded& fact);
void apply_fact(DeskState& state, const LineAdded& fact);
void apply_fact(DeskState& state, const ConversationChanged& fact);
void apply_fact(DeskState& state, const ContactQueued& fact);
void apply_fact(DeskState& state, const ContactRerouted& fact);
void apply_fact(DeskState& state, const ContactAssigned& fact);
void apply_fact(DeskState& state, const ContactOpened& fact);
void apply_fact(DeskState& state, const CallDialed& fact);
void apply_fact(DeskState& state, const RingsThere& fact);
void apply_fact(DeskState& state, const ContactSnoozed& fact);
void apply_fact(DeskState& state, const CallHeld& fact);
void apply_fact(DeskState& state, const OperatorLegChanged& fact);
void apply_fact(DeskState& state, const ContactWoken& fact);
void apply_fact(DeskState& state, const MessagesRead& fact);
void apply_fact(DeskState& state, const SilenceWarned& fact);
void apply_fact(DeskState& state, const Unanswered& fact);
void apply_fact(DeskState& state, const ContactEnded& fact);
void apply_fact(DeskState& state, const CustomerPresenceChanged& fact);
void apply_fact(DeskState& state, const RestEnded& fact);
void apply_fact(DeskState& state, const ContactForgotten& fact);

}  // namespace madoguchi::desk
