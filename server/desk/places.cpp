#include "desk/places.h"

#include <limits>

namespace madoguchi::desk {

std::vector<PlaceInLine> places(const DeskState& state, LineId line, int limit) {
  std::vector<PlaceInLine> standing;
  const WaitingKey* key = state.waiting.first_from(
      {line, std::numeric_limits<int>::min(), std::numeric_limits<std::int64_t>::min(), {}});
  while (key != nullptr && key->line == line && std::ssize(standing) < limit) {
    standing.push_back({key->contact, static_cast<int>(standing.size()) + 1});
    key = state.waiting.first_after(*key);
  }
  return standing;
}

std::vector<PlaceInLine> tell_places(const DeskState& state, QueueId queue, ToldPlaces& told) {
  std::vector<PlaceInLine> news;
  std::unordered_map<ContactId, int> now;
  const std::unordered_map<ContactId, int>& before = told[queue];
  for (const Medium medium : {Medium::kChat, Medium::kCall}) {
    for (const PlaceInLine& standing : places(state, {queue, medium})) {
      const auto known = before.find(standing.contact);
      if (known == before.end() || known->second != standing.place) news.push_back(standing);
      now.emplace(standing.contact, standing.place);
    }
  }
  if (now.empty()) {
    told.erase(queue);
  } else {
    told[queue] = std::move(now);
  }
  return news;
}

}  // namespace madoguchi::desk
