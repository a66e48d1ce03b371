#pragma once

#include <variant>

#include "desk/types.h"

namespace madoguchi::desk {

// What is to be done outside because of a decision, beside storing and showing its events: at once,
// but for MessageAccepted, which waits for the commit of these events and of all before.

/// Answer of WriteAsCustomer and WriteAsOperator: the message has this number. `is_known`: it was
/// sent before, nothing changed.
struct MessageAccepted {
  ContactId contact;
  int number = 0;
  bool is_known = false;
};

/// Somebody's place in this line may have changed: tell the customers by tell_places() (places.h),
/// at most a few times a second.
struct QueueMoved {
  QueueId queue;
};

/// The first operator of the service came online for chat, or the last one left [C3, C5].
struct ServiceOnlineChanged {
  ServiceId service;
  bool is_online = false;
};

/// The telephone side answers the call; the caller hears music.
struct AnswerCall {
  ContactId contact;
};
/// What of the operator can ring begins / stops to.
struct RingOperator {
  ContactId contact;
  OperatorId operator_id;
};
struct StopRinging {
  ContactId contact;
  OperatorId operator_id;
};
/// Nobody talks to the caller any more: music.
struct ParkCall {
  ContactId contact;
};
struct SetCallHeld {
  ContactId contact;
  bool is_held = false;
};
/// The telephone side ends the call: it ended here.
struct HangUpCall {
  ContactId contact;
};

using Effect = std::variant<MessageAccepted, QueueMoved, ServiceOnlineChanged, AnswerCall,
                            RingOperator, StopRinging, ParkCall, SetCallHeld, HangUpCall>;

}  // namespace madoguchi::desk
