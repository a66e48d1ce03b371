#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "desk/operator.h"
#include "desk/types.h"

namespace madoguchi::desk {

// Facts. apply() turns them into state; the store writes those that is_stored() names and the
// screens show them. Times: `at`.

// --- What the admin decided (not stored here: their features did) ---
struct ServiceSet {
  ServiceId service;
  ServiceSettings settings;
};
struct QueueSet {
  Queue queue;
};
struct QueueRemoved {
  QueueId queue;
};
struct OperatorSet {
  std::shared_ptr<const OperatorProfile> profile;
  Time at;
};
struct OperatorRemoved {
  OperatorId operator_id;
};

// --- Operators ---
struct OperatorStateChanged {
  OperatorId operator_id;
  ChosenState from = ChosenState::kOffline;
  ChosenState to = ChosenState::kOffline;
  WorkReasonId work_reason;
  StateCause cause = StateCause::kChosen;
  Time at;
};
struct OperatorSwitchesChanged {
  OperatorId operator_id;
  bool takes_phone = false;
  bool takes_chat = false;
  bool do_not_disturb = false;
  Time at;
};
/// Not stored: after a restart everybody is disconnected.
struct OperatorConnectionChanged {
  OperatorId operator_id;
  bool is_connected = false;
  Time at;
};

/// Not stored, as above.
struct PhoneConnectionChanged {
  OperatorId operator_id;
  bool is_connected = false;
  Time at;
};
/// The operator writes down what the call was about; no other call comes [S3].
struct WrapUpBegan {
  OperatorId operator_id;
  WrapUp wrap_up;
  Time at;
};
struct WrapUpEnded {
  OperatorId operator_id;
  WrapUp wrap_up;
  Time at;
};

// --- Contacts ---
struct ContactStarted {
  ContactId contact;
  ServiceId service;
  ThreadId thread;
  CustomerId customer;
  QueueId queue;
  Channel channel = Channel::kWebChat;
  int priority = 0;
  std::int64_t number = 0;  ///< counts per service, people see it
  Time at;
};

/// Follows the ContactStarted of a call.
struct CallArrived {
  ContactId contact;
  std::shared_ptr<const CallParties> parties;  ///< never null
  Time at;
};

/// A message got its number: from 1 in its contact, without gaps, shared with the desk's lines.
/// (contact, number) names it; ids of rows are given in the order of these events.
struct MessageAdded {
  ContactId contact;
  int number = 0;
  MessageKind kind = MessageKind::kCustomer;
  OperatorId operator_id;  ///< the author of a reply or note
  std::string client_id;
  MessageContent content;
  Time at;
};

/// A line of the desk's own in the conversation (message kind "system").
struct LineAdded {
  ContactId contact;
  int number = 0;
  LineKind kind = LineKind::kStarted;
  OperatorId operator_id;               ///< whom it is about, where there is one
  QueueId queue;                        ///< queued, and handed over to a queue
  std::optional<EndReason> end_reason;  ///< ended
  Time at;
};

struct ConversationChanged {
  ContactId contact;
  Conversation from = Conversation::kNew;
  Conversation to = Conversation::kNew;  ///< waiting or active; the others have events of their own
  Time at;
};

/// Stands in `queue` from now on. Lower places go first; a contact that had an owner goes to the
/// head, a new one to the end.
struct ContactQueued {
  ContactId contact;
  QueueId queue;
  QueueCause cause = QueueCause::kStarted;
  OperatorId from;  ///< who had it; not asked again for kRestAfterReturn
  std::int64_t place = 0;
  Time at;
};

/// Belongs to another queue from now on (its own was removed); owner and place stay.
struct ContactRerouted {
  ContactId contact;
  QueueId queue;
  Time at;
};

/// `operator_id` is the owner; assignment offered until ContactOpened. A call rings there.
struct ContactAssigned {
  ContactId contact;
  OperatorId operator_id;
  OperatorId from;  ///< the owner before, on a hand-over
  AssignCause cause = AssignCause::kQueue;
  Time at;
};

/// Of a call: it was answered, by the operator or by whom the operator had dialled.
struct ContactOpened {
  ContactId contact;
  OperatorId operator_id;
  Time at;
};

/// Follows the CallArrived of a call that the operator dials: it is owned from the beginning.
struct CallDialed {
  ContactId contact;
  OperatorId operator_id;
  Time at;
};

struct ContactSnoozed {
  ContactId contact;
  OperatorId operator_id;
  std::optional<Time> until;
  Time at;
};

struct CallHeld {
  ContactId contact;
  OperatorId operator_id;  ///< the owner
  bool is_held = false;
  Time at;
};

/// Not snoozed any more. ContactAssigned follows (the owner is able), or ContactQueued (the owner
/// is not), or nothing (the owner woke it by a reply).
struct ContactWoken {
  ContactId contact;
  OperatorId operator_id;  ///< who goes on with it; zero when ContactQueued or a hand-over follows
  OperatorId from;         ///< who had put it aside
  Conversation to = Conversation::kWaiting;
  WakeCause cause = WakeCause::kTime;
  Time at;
};

struct MessagesRead {
  ContactId contact;
  OperatorId operator_id;  ///< the owner; zero: the customer
  int number = 0;
  Time at;
};

/// The customer was told that the chat will end.
struct SilenceWarned {
  ContactId contact;
  Time ends_at;
  Time at;
};

/// The customer has waited too long for a reply; once per spell of waiting.
struct Unanswered {
  ContactId contact;
  OperatorId operator_id;  ///< the owner, zero while queued
  Time waiting_since;
  Time at;
};

struct ContactEnded {
  ContactId contact;
  EndReason reason = EndReason::kOperatorEnded;
  OperatorId operator_id;  ///< the last owner, zero when it was queued
  Time at;
};

// --- Live only, not stored ---
/// Whether audio reaches the owner of a call, and by what.
struct OperatorLegChanged {
  ContactId contact;
  OperatorId operator_id;  ///< the owner
  bool is_connected = false;
  bool is_desk_phone = false;
  Time at;
};
/// It rings where the owner called.
struct RingsThere {
  ContactId contact;
  OperatorId operator_id;  ///< the owner
  Time at;
};
struct CustomerPresenceChanged {
  ContactId contact;
  bool is_online = false;
};
/// The contact may be offered again to operators from whom it came back.
struct RestEnded {
  ContactId contact;
  Time at;
};
/// An ended contact leaves the memory of the desk (its rows stay).
struct ContactForgotten {
  ContactId contact;
};

using EventKinds =
    std::variant<ServiceSet, QueueSet, QueueRemoved, OperatorSet, OperatorRemoved,
                 OperatorStateChanged, OperatorSwitchesChanged, OperatorConnectionChanged,
                 PhoneConnectionChanged, WrapUpBegan, WrapUpEnded, ContactStarted, CallArrived,
                 MessageAdded, LineAdded, ConversationChanged, ContactQueued, ContactRerouted,
                 ContactAssigned, ContactOpened, CallDialed, ContactSnoozed, CallHeld, ContactWoken,
                 MessagesRead, SilenceWarned, Unanswered, ContactEnded, OperatorLegChanged,
                 RingsThere, CustomerPresenceChanged, RestEnded, ContactForgotten>;

/// What happened. Copied, moved and destroyed in event.cpp alone: what a compiler writes for that
/// many kinds is long, and most files only pass one on.
struct Event : EventKinds {
  using EventKinds::EventKinds;
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();
};

/// Whether the store has to write it.
[[nodiscard]] bool is_stored(const Event& event);

/// The contact that an event is about; zero when none.
[[nodiscard]] ContactId contact_of(const Event& event);
/// The operators whose counters or state it may have changed; zero when none.
[[nodiscard]] std::array<OperatorId, 2> operators_of(const Event& event);

}  // namespace madoguchi::desk
