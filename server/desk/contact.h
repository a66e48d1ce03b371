#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "desk/types.h"

namespace madoguchi::desk {

/// The client ids of the last messages of a contact with their numbers, as 128-bit digests: a
/// resent message is recognized without keeping its text. Older ones are the store's to recognize
/// (unique key of contact and client id).
class RecentMessages {
 public:
  static constexpr std::size_t kKept = 64;

  void add(std::string_view client_id, int number);
  [[nodiscard]] std::optional<int> find(std::string_view client_id) const;
  bool operator==(const RecentMessages&) const = default;

 private:
  struct Entry {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    int number = 0;
    bool operator==(const Entry&) const = default;
  };
  static Entry digest(std::string_view client_id);

  std::vector<Entry> entries_;  ///< a ring once it is full
  std::size_t next_ = 0;
};

/// An operator from whom the contact came back, and who is not asked again until then.
struct Rest {
  OperatorId operator_id;
  Time until;
  bool operator==(const Rest&) const = default;
};

/// What a contact by telephone has beside. The last four are live only.
struct Call {
  std::shared_ptr<const CallParties> parties;  ///< never null
  int offer_count = 0;                         ///< how often it rang at an operator
  OperatorId talked_by;                        ///< who dialled or answered it, the last one
  std::optional<Time> answered_at;             ///< by the first operator, or whom one dialled
  std::optional<Time> held_since;              ///< while held [V7]
  base::Milliseconds held{0};                  ///< in all, up to the last resume
  std::optional<Time> talking_since;           ///< while somebody does
  /// Owned, and no audio reaches the operator: not yet, or not any more.
  std::optional<Time> leg_missing_since;
  bool rings_there = false;       ///< dialled: the other side's telephone rings
  bool is_on_desk_phone = false;  ///< the audio reaches the operator there, and in no browser
  bool operator==(const Call&) const = default;
};

/// A contact that is not ended, or ended a short while ago. All of it but the last part is stored
/// in its row.
struct Contact {
  ContactId id;
  ServiceId service;
  ThreadId thread;
  CustomerId customer;
  QueueId queue;  ///< where it stands, or goes back to
  Channel channel = Channel::kWebChat;
  std::int64_t number = 0;  ///< counts per service, people see it
  Time started_at;

  Assignment assignment = Assignment::kNone;
  OperatorId owner;  ///< zero when queued or ended
  Time assigned_at;  ///< when the owner became it
  int priority = 0;
  std::int64_t place = 0;  ///< order in the line, see ContactQueued; meaningful while queued
  Time queued_at;          ///< when it last went into a queue

  Conversation conversation = Conversation::kNew;
  std::optional<Time> waiting_since;  ///< the customer's first message without a reply
  bool is_unanswered_told = false;    ///< about this spell of waiting
  std::optional<Time> silent_since;   ///< active: the last reply, or when it woke
  bool is_silence_warned = false;     ///< about this silence
  std::optional<Time> snoozed_until;
  std::optional<Time> last_customer_message_at;
  std::optional<Time> last_operator_message_at;
  int message_count = 0;  ///< number of the last message or line
  int read_by_owner = 0;
  int read_by_customer = 0;
  std::optional<EndReason> end_reason;
  std::optional<Time> ended_at;
  std::optional<Call> call;  ///< of a call, always

  // Live only.
  RecentMessages recent;  ///< may be loaded, see restore.h
  std::vector<Rest> rests;
  bool is_customer_online = false;
  std::optional<Time> due;  ///< its entry in DeskState::due

  bool operator==(const Contact&) const = default;
};

[[nodiscard]] inline bool is_ended(const Contact& contact) {
  return contact.conversation == Conversation::kEnded;
}
[[nodiscard]] inline bool is_snoozed(const Contact& contact) {
  return contact.conversation == Conversation::kSnoozed;
}
[[nodiscard]] inline bool is_queued(const Contact& contact) {
  return contact.assignment == Assignment::kQueued;
}
[[nodiscard]] inline bool is_call(const Contact& contact) {
  return contact.channel == Channel::kCall;
}
[[nodiscard]] inline Medium medium_of(const Contact& contact) { return medium_of(contact.channel); }
/// A call that rings at its owner.
[[nodiscard]] inline bool is_ringing(const Contact& contact) {
  return is_call(contact) && contact.assignment == Assignment::kOffered;
}
[[nodiscard]] inline bool is_outbound(const Contact& contact) {
  return contact.call && contact.call->parties->direction == Direction::kOutbound;
}
/// A call that its owner has dialled, and the other side has not answered.
[[nodiscard]] inline bool is_dialing(const Contact& contact) {
  return is_outbound(contact) && contact.assignment == Assignment::kOwned &&
         !contact.call->answered_at;
}
/// Takes one of its owner's places for chats.
[[nodiscard]] inline bool takes_capacity(const Contact& contact) {
  return contact.owner && !is_call(contact) && !is_snoozed(contact) && !is_ended(contact);
}

}  // namespace madoguchi::desk
