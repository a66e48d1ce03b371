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
//   WriteAsCustomer    begins a contact when the thread has none: conversation new -> waiting, at
//   the end of its queue. (at once)          The able operator (connected, ready, chat switch on,
//   not do-not-disturb, fewer open chats than capacity) of the queue
//                      who is idle for longest becomes the owner without being asked: assignment
//                      offered. With nobody able it stays queued, the customer is told the place in
//                      the line, and whoever becomes able gets the first one.
//   OpenContact        makes it owned. Not opened within open_deadline, owner away for over
//   owner_offline, owner removed: back to the
//                      head of the queue, and not to the same operator for kRestAfterReturn.
//   WriteAsOperator    waiting -> active. The customer's next message makes it waiting again.
//   HandOver           to an able operator, or to the head of a queue. SnoozeContact puts it aside;
//   it comes back to the owner if
//                      able, else to the head of its queue.
//   End...             by operator, by customer, or by silence_end after the last reply. An ended
//   contact is kept for kRememberEnded, so
//                      that a resent message finds its number instead of beginning a new contact.
//
// Longest idle counts from the latest of: chose ready, got a chat, a chat left (ended, returned,
// handed over, snoozed). Every command settles the queues it touched before it is answered: after
// each one no contact waits while an operator who may have it is able.

// The life of a call so far
//
//   StartCall          answered at once into the queue, where the caller hears music. Consoles
//   cannot take calls yet: it waits until
//                      the caller hangs up (EndCall) or the longest wait of its queue is over
//                      (noOperator, HangUpCall). What is decided about a call is carried out at
//                      once and journaled behind: the call would die with the process anyway.

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
