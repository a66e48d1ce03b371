#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "desk/command.h"
#include "desk/effect.h"
#include "desk/event.h"
#include "desk/state.h"

namespace madoguchi::desk {

// The life of a chat in the desk
//
// 1. WriteAsCustomer begins a contact when its thread has none open: conversation new, then
//    waiting, at the end of its queue.
// 2. At once the able operator of the queue who is idle for longest becomes the owner without being
//    asked: assignment offered. Able is who is connected, ready, takes chats, has
//    do-not-disturb off and fewer open chats than the capacity. With nobody able the contact stays
//    queued, its customer learns the place in the line, and whoever becomes able gets the first
//    one.
// 3. OpenContact makes it owned. Not opened within open_deadline, owner away for owner_offline, or
//    owner removed: back to the head of the queue, and not to that operator for kRestAfterReturn.
// 4. WriteAsOperator makes it active, the customer's next message waiting again.
// 5. HandOver gives it to an able operator, or to the head of a queue. SnoozeContact puts it aside;
//    it comes back to its owner if able, else to the head of its queue.
// 6. It ends by operator, by customer, or silence_end after the last reply, and is remembered for
//    kRememberEnded, so that a resent message finds its number instead of a new contact.
//
// Longest idle counts from the latest of: chose ready, got a chat, a chat left (ended, returned,
// handed over, snoozed). Every command settles the queues it touched before it is answered: after
// each one no contact waits while an operator who may have it is able.

// The life of a call
//
// 1. StartCall: answered at once into the calls' line of its queue, where the caller hears music.
// 2. It rings at the able operator who is idle for longest: assignment offered. Able is who has
//    something that can ring (ConnectPhone), is ready, takes calls, has do-not-disturb off and has
//    neither another call nor a wrap-up. Declined, or not answered within the ring time of the
//    queue: back to the head of the line, and not to that operator for kRestAfterReturn. Who misses
//    kMissedCallsAllowed in a row becomes work (notAnswering).
// 3. AcceptCall makes it owned. The operator's audio has kLegReturn to come, and to come back
//    whenever it is lost (SetOperatorLeg): else the call goes to the head of its line.
// 4. It ends by operator, by caller, or after the longest wait of its queue in which nobody
//    answered. Who talked is in wrap-up until they choose a state or its longest time is over.
//
// A call that an operator dials is theirs from the beginning (DialCall): owned, without an answer.
// It ends when the telephone says why (EndCall), when the operator gives up, after kLongestDial, or
// when the operator is lost: there is nobody on the line for whom another one could be found. From
// SetDialAnswered on it is a call like any other. Whoever dialled is in wrap-up then, answered or
// not, so that nothing rings before they have noted it or tried again; dialling ends a wrap-up.
//
// What is decided about a call is carried out at once and journaled behind: the call would die with
// the process anyway. What the telephone has to do follows from how calls stand before and after a
// decision (call_effects.h), so that no rule can forget it.

/// What a command leads to. Either `refused`, and nothing happens, or events to apply (in order,
/// all or none) and effects.
struct Decision {
  std::vector<Event> events;
  std::vector<Effect> effects;
  std::optional<base::Error> refused;
};

/// Pure: the same state, command and time give the same decision; the state is not changed. Costs
/// microseconds; SetQueue, SetService, RemoveQueue and RemoveOperator grow with what they touch. A
/// `now` that steps back is harmless (deadlines come later).
[[nodiscard]] Decision decide(const DeskState& state, const Command& command, Time now);

/// The only way in which the state changes.
void apply(DeskState& state, const Event& event);

/// When a Tick is next needed; none: only after another command.
[[nodiscard]] std::optional<Time> next_deadline(const DeskState& state);

}  // namespace madoguchi::desk
