#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "desk/types.h"

namespace madoguchi::desk {

// Everything that can be asked of the desk. A contact of another service than the one named is not
// found. Whoever sends a command has checked who asks (session, visitor) and the input's form; the
// desk checks rights in the service, ownership and state.

// --- What the admin decides. Stored by its feature before the command is sent. ---

/// Adds a service or replaces its settings (running deadlines follow the new ones). invalidInput: a
/// duration out of range.
struct SetService {
  ServiceId service;
  ServiceSettings settings;
};

/// Adds a queue or changes it. A queue keeps its service for life (conflict). `members` is the
/// complete list: the profiles of operators follow. notFound: service or member.
struct SetQueue {
  Queue queue;
  std::vector<OperatorId> members;
};

/// Its contacts go on in `move_to`, a queue of the same service, with the place they have. Without
/// it conflict when there are any.
struct RemoveQueue {
  QueueId queue;
  QueueId move_to;
};

/// Adds an operator (offline, switches off) or replaces the profile. Contacts in services whose
/// right is lost go back to the head of their queues; a lower capacity takes no chat away.
/// notFound: a queue or service. invalidInput: capacity.
struct SetOperator {
  OperatorProfile profile;
};

/// The operator is gone (disabled); contacts go back to the head of their queues. Unknown operators
/// are gone already.
struct RemoveOperator {
  OperatorId operator_id;
};

// --- The operator's own state ---

/// invalidInput: a reason with another state than work. No event when nothing changes.
struct ChooseState {
  OperatorId operator_id;
  ChosenState state = ChosenState::kOffline;
  WorkReasonId work_reason;  ///< none when zero
  StateCause cause = StateCause::kChosen;
};

struct SetSwitches {
  OperatorId operator_id;
  std::optional<bool> takes_chat;
  std::optional<bool> do_not_disturb;
  std::optional<bool> takes_phone;
};

/// The first console socket of an operator opened / the last one closed.
struct ConnectOperator {
  OperatorId operator_id;
};
struct DisconnectOperator {
  OperatorId operator_id;
};

/// Something of the operator can ring from now on / nothing any more. A call that goes on is not
/// touched: its audio says whether the operator is there.
struct ConnectPhone {
  OperatorId operator_id;
};
struct DisconnectPhone {
  OperatorId operator_id;
};

// --- The customer ---

/// The message joins the contact of the thread that is not ended. When there is none a contact
/// begins, with the id, queue and priority given here: one command, so that a chat that ends by
/// silence at that very moment does not lose the message. Answered by MessageAccepted. notFound:
/// service, queue, or the thread is of another service. alreadyExists: new_contact. conflict: the
/// thread is that of a call.
struct WriteAsCustomer {
  ServiceId service;
  ThreadId thread;
  CustomerId customer;
  ContactId new_contact;  ///< made by the caller, used only when a contact begins
  QueueId queue;          ///< as above
  int priority = 0;       ///< as above; higher goes first
  NewMessage message;
  Channel channel = Channel::kWebChat;
};

/// Ending twice is harmless. conflict: it is a call.
struct EndAsCustomer {
  ServiceId service;
  ContactId contact;
};

/// notFound: not a contact of the customer's thread. invalidInput: a number above the last
/// message's. Lower than before is harmless.
struct ReadAsCustomer {
  ServiceId service;
  ThreadId thread;
  ContactId contact;
  int number = 0;
};

/// The customer has the chat page open, or not any more. Harmless on a contact that ended.
struct SetCustomerPresence {
  ServiceId service;
  ContactId contact;
  bool is_online = false;
};

// --- The operator and a contact. forbidden: not the right, to chat or to phone, that the
// contact needs. conflict: ended, or as said. ---

/// A reply is the owner's alone (conflict: owner); on a queued contact it takes it first, on an
/// unopened one it opens it, on a snoozed one it wakes it (conflict when the operator has no room).
/// A call has no replies (conflict). A note is open to everyone with the right. Answered by
/// MessageAccepted.
struct WriteAsOperator {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
  MessageKind kind = MessageKind::kReply;  ///< kReply or kNote
  NewMessage message;
};

/// The contact is on the operator's screen. Stops the open deadline when the operator owns it; of
/// others, and of calls, it records nothing.
struct OpenContact {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
};

/// Only the owner's reading is recorded. invalidInput as above.
struct ReadAsOperator {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
  int number = 0;
};

/// Picks a queued chat, of any queue in a service with the right. conflict: it is a call; it is
/// another's or snoozed; the operator is offline, not connected, has the chat switch off, or is
/// full. State work or break and do-not-disturb do not hinder: it is their own wish.
struct TakeContact {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
};

/// The owner gives the contact to an able operator (conflict with the hindrance) or to a queue of
/// the service, at its head. Exactly one of the two is set (invalidInput). A memo becomes an
/// internal note.
struct HandOver {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;  ///< who hands over
  OperatorId to_operator;
  QueueId to_queue;
  std::string memo;
};

/// The owner puts the contact aside; none: until the customer writes. Again: replaces the time.
/// invalidInput: a time that is not to come.
struct SnoozeContact {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
  std::optional<Time> until;
};

/// By the owner (conflict: owner, or a call that still rings). Ending twice is harmless. A call is
/// hung up, and its operator in wrap-up from then on.
struct EndAsOperator {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
};

// --- Calls ---

/// A call came in on a number of the service; customer and thread are stored, the thread is its
/// own. It is answered at once (AnswerCall) and waits at the end of the queue, at most
/// Queue::longest_wait. notFound: service or queue. alreadyExists: contact. conflict: the thread
/// has an open contact.
struct StartCall {
  ServiceId service;
  ContactId contact;  ///< made by the caller
  ThreadId thread;
  CustomerId customer;
  QueueId queue;
  int priority = 0;  ///< higher goes first
  CallParties parties;
};

/// The operator calls a number [V5]: a contact begins that is theirs at once. Customer and thread
/// are stored, the thread is the call's own; `queue` is where it goes when the operator is lost
/// after the answer. A wrap-up ends. Unanswered it ends after kLongestDial (noAnswer), and when the
/// operator's audio is missing for kLegReturn (operatorLost). forbidden: no right to phone.
/// conflict: the hindrance, see dial_hindrance(). Else as StartCall.
struct DialCall {
  ServiceId service;
  ContactId contact;  ///< made by the caller
  ThreadId thread;
  CustomerId customer;
  QueueId queue;
  OperatorId operator_id;
  CallParties parties;  ///< outbound
};

/// The telephone side says that it rings where the operator called. Of a call that is not being
/// dialled it says nothing.
struct SetRingsThere {
  ServiceId service;
  ContactId contact;
};

/// The telephone side says that whom the operator called has answered. The same again is harmless.
/// conflict: nobody dials it.
struct SetDialAnswered {
  ServiceId service;
  ContactId contact;
};

/// The telephone side says that the call is over. Ending twice is harmless. conflict: no call. A
/// caller who leaves after an operator has answered is a customer who ended.
struct EndCall {
  ServiceId service;
  ContactId contact;
  EndReason reason = EndReason::kCallerLeft;
};

/// The operator answers the call that rings there. conflict: it does not ring there (any more).
struct AcceptCall {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
};

/// The operator does not want the call that rings there; it goes to the head of its queue. conflict
/// as above.
struct DeclineCall {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
};

/// By the owner who talks (conflict: owner, it still rings, or is being dialled). The same again is
/// harmless.
struct HoldCall {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
  bool is_held = false;
};

/// The telephone side says that audio reaches the operator, or does not any more. Of a call that
/// nobody talks in it says nothing.
struct SetOperatorLeg {
  ServiceId service;
  ContactId contact;
  bool is_connected = false;
  bool is_desk_phone = false;  ///< connected: by a desk phone, not by a browser
};

/// After the desk was loaded from rows that are older than the call: the operator talks in it. The
/// operator may have no other call (conflict).
struct KeepCall {
  ServiceId service;
  ContactId contact;
  OperatorId operator_id;
};

/// Lets happen what is due at `now`, at most kMostDuePerTick contacts: repeat while next_deadline()
/// <= now.
struct Tick {};

using CommandKinds =
    std::variant<SetService, SetQueue, RemoveQueue, SetOperator, RemoveOperator, ChooseState,
                 SetSwitches, ConnectOperator, DisconnectOperator, ConnectPhone, DisconnectPhone,
                 WriteAsCustomer, EndAsCustomer, ReadAsCustomer, SetCustomerPresence,
                 WriteAsOperator, OpenContact, ReadAsOperator, TakeContact, HandOver, SnoozeContact,
                 EndAsOperator, StartCall, DialCall, SetRingsThere, SetDialAnswered, EndCall,
                 AcceptCall, DeclineCall, HoldCall, SetOperatorLeg, KeepCall, Tick>;

/// What anybody wants of the desk. Copied, moved and destroyed in command.cpp alone: what a
/// compiler writes for that many kinds is long, and most files only pass one on.
struct Command : CommandKinds {
  using CommandKinds::CommandKinds;
  Command(const Command& other);
  Command(Command&& other) noexcept;
  Command& operator=(const Command& other);
  Command& operator=(Command&& other) noexcept;
  ~Command();
};

}  // namespace madoguchi::desk
