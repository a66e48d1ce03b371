#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "desk/types.h"

namespace madoguchi::desk {

/// After a call: no other one comes until the operator says so or time is up [S3].
struct WrapUp {
  ServiceId service;
  ContactId contact;
  Time since;
  std::optional<Time> until;  ///< none: only the operator ends it
  bool operator==(const WrapUp&) const = default;
};

/// An operator, live. Chosen state, switches and profile are stored; connection, counters and what
/// follows from calls are not.
struct Operator {
  std::shared_ptr<const OperatorProfile> profile;  ///< never null
  ChosenState state = ChosenState::kOffline;
  WorkReasonId work_reason;  ///< zero when none
  Time state_since;
  bool takes_phone = true;
  bool takes_chat = false;
  bool do_not_disturb = false;
  bool is_connected = false;        ///< at least one console socket
  std::optional<Time> away_since;   ///< disconnected or offline since
  Time idle_since;                  ///< see decide.h, longest idle
  std::vector<ContactId> contacts;  ///< owned, snoozed ones too, in the order they came
  bool is_phone_connected = false;  ///< a console that holds the phone, or a desk phone
  Time phone_idle_since;            ///< the same as idle_since for calls
  ContactId call;                   ///< of `contacts`: rings or goes on; zero when none
  std::optional<WrapUp> wrap_up;
  int missed_calls = 0;  ///< that rang in vain, in a row
  int open_chats = 0;    ///< of these, those that take capacity
  int open_limit = 0;    ///< capacity, or more while chats from before it was lowered are open
};

/// Lists sorted and without doubles, as the desk keeps them.
[[nodiscard]] OperatorProfile normalized(OperatorProfile profile);
[[nodiscard]] bool can_chat(const OperatorProfile& profile, ServiceId service);
[[nodiscard]] bool can_phone(const OperatorProfile& profile, ServiceId service);
[[nodiscard]] bool can_have(const OperatorProfile& profile, ServiceId service, Medium medium);

/// Away: would not notice a chat. After a while contacts go to somebody else.
[[nodiscard]] inline bool is_away(const Operator& who) {
  return !who.is_connected || who.state == ChosenState::kOffline;
}
[[nodiscard]] inline bool is_full(const Operator& who) {
  return who.open_chats >= who.profile->chat_capacity;
}
/// Customers see "online" while one such operator is there [C5].
[[nodiscard]] inline bool is_online_for_chat(const Operator& who) {
  return !is_away(who) && who.takes_chat;
}

/// Why no call of this service can ring at the operator now; kNone: able. Without a service: of
/// those in which they have the right.
[[nodiscard]] Hindrance call_hindrance(const Operator& who, ServiceId service);
[[nodiscard]] Hindrance call_hindrance(const Operator& who);

/// Why the operator cannot dial a call of this service now [V5]: work, do-not-disturb and a wrap-up
/// do not hinder, it is their own wish.
[[nodiscard]] Hindrance dial_hindrance(const Operator& who, ServiceId service);

/// Why no chat of this service can be assigned or handed to the operator now; kNone: able. Without
/// a service: as above.
[[nodiscard]] Hindrance chat_hindrance(const Operator& who, ServiceId service);
[[nodiscard]] Hindrance chat_hindrance(const Operator& who);
/// The same for a chat that the operator asks for: readiness and do-not-disturb do not matter.
[[nodiscard]] Hindrance take_hindrance(const Operator& who, ServiceId service);

}  // namespace madoguchi::desk
