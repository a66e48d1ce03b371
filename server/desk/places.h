#pragma once

#include <unordered_map>
#include <vector>

#include "desk/state.h"

namespace madoguchi::desk {

/// How far back in a line customers are told their place; behind it they know "more than that".
constexpr int kPlacesTold = 200;

struct PlaceInLine {
  ContactId contact;
  int place = 0;  ///< from 1
  bool operator==(const PlaceInLine&) const = default;
};

/// The first contacts of a line in order.
[[nodiscard]] std::vector<PlaceInLine> places(const DeskState& state, LineId line,
                                              int limit = kPlacesTold);

/// What customers were told last, per queue.
using ToldPlaces = std::unordered_map<QueueId, std::unordered_map<ContactId, int>>;

/// Those of places(), of both lines of the queue, that differ from what was told, which is brought
/// up to date. Call it for queues of QueueMoved.
[[nodiscard]] std::vector<PlaceInLine> tell_places(const DeskState& state, QueueId queue,
                                                   ToldPlaces& told);

}  // namespace madoguchi::desk
