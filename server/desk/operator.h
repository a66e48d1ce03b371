#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "desk/types.h"

namespace madoguchi::desk {

/// An operator, live. Chosen state, switches and profile are stored; connection and counters are
/// not.
struct Operator {
  std::shared_ptr<const OperatorProfile> profile;  ///< never null
  ChosenState state = ChosenState::kOffline;
  WorkReasonId work_reason;  ///< zero when none
  Time state_since;
  bool takes_chat = false;
  bool do_not_disturb = false;
  bool is_connected = false;        ///< at least one console socket
  std::optional<Time> away_since;   ///< disconnected or offline since
  Time idle_since;                  ///< see decide.h, longest idle
  std::vector<ContactId> contacts;  ///< owned, snoozed ones too, in the order they came
  int open_chats = 0;               ///< of these, those that take capacity
  int open_limit = 0;  ///< capacity, or more while chats from before it was lowered are open
};

/// Lists sorted and without doubles, as the desk keeps them.
[[nodiscard]] OperatorProfile normalized(OperatorProfile profile);
[[nodiscard]] bool can_chat(const OperatorProfile& profile, ServiceId service);

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

/// Why no chat of this service can be assigned or handed to the operator now; kNone: able.
[[nodiscard]] Hindrance chat_hindrance(const Operator& who, ServiceId service);
/// The same for a chat that the operator asks for: readiness and do-not-disturb do not matter.
[[nodiscard]] Hindrance take_hindrance(const Operator& who, ServiceId service);

}  // namespace madoguchi::desk
