#include "desk/places.h"

#include <limits>

namespace madoguchi::desk {

std::vector<PlaceInLine> places(const DeskState& state, QueueId queue, int limit) {
  std::vector<PlaceInLine> line;
  const WaitingKey* key = state.waiting.first_from(
      {queue, std::numeric_limits<int>::min(), std::numeric_limits<std::int64_t>::min(), {}});
  while (key != nullptr && key->queue == queue && std::ssize(line) < limit) {
    line.push_back({key->contact, static_cast<int>(line.size()) + 1});
    key = state.waiting.first_after(*key);
  }
  return line;
}

std::vector<PlaceInLine> tell_places(const DeskState& state, QueueId queue, ToldPlaces& told) {
  std::vector<PlaceInLine> news;
  std::unordered_map<ContactId, int> now;
  const std::unordered_map<ContactId, int>& before = told[queue];
  for (const PlaceInLine& standing : places(state, queue)) {
    const auto known = before.find(standing.contact);
    if (known == before.end() || known->second != standing.place) news.push_back(standing);
    now.emplace(standing.contact, standing.place);
  }
  if (now.empty()) {
    told.erase(queue);
  } else {
    told[queue] = std::move(now);
  }
  return news;
}

}  // namespace madoguchi::desk
