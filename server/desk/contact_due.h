#pragma once

#include <optional>

#include "desk/state.h"

namespace madoguchi::desk {

/// The moments at which something happens to a contact by itself. deadlines.cpp says what.
struct Deadlines {
  std::optional<Time> forget;      ///< ended long enough ago
  std::optional<Time> wake;        ///< snoozed until
  std::optional<Time> wait_end;    ///< a call that nobody took
  std::optional<Time> open;        ///< the owner should have opened it
  std::optional<Time> answer;      ///< a call should have been answered where it rings
  std::optional<Time> dial_end;    ///< whom the operator dialled should have answered
  std::optional<Time> leg_back;    ///< the operator's audio should be there again
  std::optional<Time> owner_back;  ///< an owner who is away should be back
  std::optional<Time> rest_end;    ///< queued: may be offered again to whom it came back from
  std::optional<Time> unanswered;
  std::optional<Time> silence_warning;
  std::optional<Time> silence_end;
};

/// From the contact, its owner and the settings of its service.
[[nodiscard]] Deadlines deadlines_of(const DeskState& state, const Contact& contact);
[[nodiscard]] std::optional<Time> earliest(const Deadlines& deadlines);

}  // namespace madoguchi::desk
