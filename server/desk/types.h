#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"

/// The live heart of the contact center. Standard library only: no threads, no I/O, no clock, no
/// randomness. One loop owns everything in here; nothing of it is safe to share between threads
/// while that loop changes it.
namespace madoguchi::desk {

using base::ContactId;
using base::CustomerId;
using base::FileId;
using base::OperatorId;
using base::QueueId;
using base::ServiceId;
using base::ThreadId;
using base::Time;
using base::WorkReasonId;

// The text of every value below (rows, JSON) is in names.h.

/// What a contact came in by. The channel decides how its conversation goes and what an offer
/// means.
enum class Channel { kWebChat, kCall };

/// Who began a call.
enum class Direction {
  kInbound,
  kOutbound,  ///< an operator dialled it [V5]
};

/// How a contact is given to operators: a chat without being asked, beside others; a call by
/// ringing, one at a time. Each queue has a line of both.
enum class Medium { kChat, kCall };

[[nodiscard]] constexpr Medium medium_of(Channel channel) {
  return channel == Channel::kCall ? Medium::kCall : Medium::kChat;
}

/// What an operator chose by hand [S1]. What they are doing (talking, wrapping up) is derived,
/// never chosen.
enum class ChosenState { kOffline, kReady, kWork, kBreak };

/// Why the chosen state changed [S4].
enum class StateCause {
  kChosen,        ///< by the operator
  kChanged,       ///< by a supervisor or admin
  kNotAnswering,  ///< two calls in a row rang in vain [V4]
};

/// First axis of a contact: who is responsible.
enum class Assignment {
  kNone,     ///< nobody any more: it ended
  kQueued,   ///< stands in exactly one queue
  kOffered,  ///< a chat has an owner who has not opened it yet, a call rings at them; a deadline
             ///< runs
  kOwned,    ///< has an owner who opened it, or answered the call
};

/// Second axis of a contact: where the conversation stands [C7].
enum class Conversation {
  kNew,      ///< nobody wrote yet
  kWaiting,  ///< the customer wrote, the reply is open
  kActive,   ///< the operator replied
  kSnoozed,  ///< put aside by its owner until a time or the customer's next message; takes no
             ///< capacity
  kEnded,
};

enum class EndReason {
  kOperatorEnded,
  kCustomerEnded,
  kCustomerSilent,
  kCallerLeft,      ///< hung up while waiting [V12, userLeft]
  kNoOperator,      ///< nobody was able to take the call within the longest wait of its queue [V12]
  kRingTimeout,     ///< the same, after it had rung somewhere [V12]
  kOperatorLost,    ///< the operator's audio was lost, and nobody else took the call in time
  kMediaLost,       ///< no audio came any more
  kSignallingLost,  ///< the caller's side never acknowledged the answer
  kInterrupted,     ///< the program ended, and the call with it
  // Of a call that was dialled and not answered [V5]:
  kBusy,
  kNoAnswer,       ///< within kLongestDial, or the network said so earlier
  kRejected,       ///< the other side does not want it
  kUnknownNumber,  ///< nobody has the number
  kTrunkDown,      ///< there was no way to the other side
};

enum class MessageKind {
  kCustomer,
  kReply,  ///< of an operator, the customer sees it
  kNote,   ///< of an operator, only operators see it
};

/// A line that the desk itself writes into the conversation. It takes a number like a message.
enum class LineKind {
  kStarted,
  kQueued,    ///< nobody was able: the customer stands in line
  kAssigned,  ///< to an operator, who may not have looked yet
  kJoined,    ///< the operator opened it
  kReturned,  ///< taken from an operator who did not open it, went away or left
  kHandedOver,
  kSnoozed,
  kWoke,
  kSilenceWarning,
  kEnded,
  kRinging,       ///< at an operator
  kNotAnswered,   ///< by that operator
  kDeclined,      ///< by that operator
  kOperatorLost,  ///< the call goes back to its queue because that operator's audio was lost
  kHeld,
  kResumed,
  kDialed,    ///< by that operator
  kAnswered,  ///< by whom the operator had dialled
};

/// Why a contact went into a queue.
enum class QueueCause {
  kStarted,
  kNotOpened,     ///< the owner did not open it in time
  kOwnerAway,     ///< the owner was disconnected or offline for too long
  kOwnerLeft,     ///< the owner was removed or lost the right
  kHandedOver,    ///< the owner gave it to this queue
  kWoke,          ///< it was snoozed and its owner is not able
  kNotAnswered,   ///< it rang in vain
  kDeclined,      ///< whom it rang at does not want it
  kOperatorLost,  ///< the operator's audio was lost for too long
};

/// Why a contact went to an operator.
enum class AssignCause {
  kQueue,       ///< this operator was the longest idle of its queue
  kTaken,       ///< the operator picked it, or replied to it, while it was queued
  kHandedOver,  ///< the owner before gave it to this operator
  kWoke,        ///< it was snoozed and came back
};

enum class WakeCause { kTime, kCustomer, kOperator, kOwnerLeft };

/// Why a contact cannot be given to an operator now; the first that applies, in this order. Of
/// those, kOffline, kChatOff and kFull are about chats, the last four about calls.
enum class Hindrance {
  kNone,
  kNoRight,
  kOffline,
  kNotReady,
  kChatOff,
  kDoNotDisturb,
  kFull,
  kNoPhone,   ///< nothing of theirs can ring
  kPhoneOff,  ///< the phone switch
  kInCall,    ///< one rings or goes on
  kWrapUp,
};

/// The body of a message. The desk carries it and never looks inside; limits and text were checked
/// before.
struct MessageContent {
  std::string text;
  std::vector<FileId> files;
  bool operator==(const MessageContent&) const = default;
};

/// A message as it arrives. `client_id` is made by its sender (8 to 64 characters): the same one
/// never counts twice in a contact. Empty: not protected against resending.
struct NewMessage {
  std::string client_id;
  MessageContent content;
};

/// Who calls whom, as the trunk says it or is told it; each at most 64 characters. The desk carries
/// them and looks at the direction alone.
struct CallParties {
  std::string from;  ///< empty: withheld
  std::string to;
  std::string trunk;
  std::string customer_name;  ///< of a registered customer, else empty
  Direction direction = Direction::kInbound;
  bool operator==(const CallParties&) const = default;
};

/// Rules of one service. All durations of at least a second unless said otherwise.
struct ServiceSettings {
  base::Seconds silence_end{
      300};  ///< customer silent so long after the last reply -> ended; 0: never
  base::Seconds silence_warning{
      0};  ///< told so long before that; 0: never; shorter than silence_end
  base::Seconds open_deadline{60};  ///< assigned and not opened -> next operator
  base::Seconds owner_offline{60};  ///< owner disconnected or offline -> next operator
  base::Seconds unanswered_after{
      90};  ///< customer without a reply -> Unanswered (to be told within 120 s)
  base::Seconds longest_wrap_up{
      180};  ///< after a call, then the chosen state applies; 0: no end [S3]
  bool operator==(const ServiceSettings&) const = default;
};

/// What an operator may do in one service.
struct ServiceRights {
  ServiceId service;
  bool can_chat = false;
  bool can_phone = false;  ///< the right and an extension
  bool operator==(const ServiceRights&) const = default;
};

/// What the admin decides about an operator. Replaced as a whole.
struct OperatorProfile {
  OperatorId id;
  std::vector<ServiceRights> services;
  std::vector<QueueId> queues;  ///< member of; a queue whose service gives no right has no effect
  int chat_capacity = 0;        ///< open chats at once, 0 to 50; snoozed ones do not count
  bool operator==(const OperatorProfile&) const = default;
};

/// A queue. Its members stand in their profiles.
struct Queue {
  QueueId id;
  ServiceId service;
  base::Seconds longest_wait{300};  ///< a call that nobody took so long after it began ends [V4]
  base::Seconds ring_time{20};      ///< a call rings so long at one operator, then at another [V4]
  bool operator==(const Queue&) const = default;
};

}  // namespace madoguchi::desk
