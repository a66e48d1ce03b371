#include "features/live/live_overlay.h"

#include <map>
#include <unordered_map>
#include <vector>

#include "desk/places.h"

namespace madoguchi::features {
namespace {

void set_places(const desk::DeskState& state, desk::LineId line,
                const std::vector<Contact*>& contacts) {
  std::unordered_map<base::ContactId, int> places;
  for (const desk::PlaceInLine& place : desk::places(state, line)) {
    places.emplace(place.contact, place.place);
  }
  for (Contact* contact : contacts) {
    const auto place = places.find(contact->id);
    if (place != places.end()) contact->place = place->second;
  }
}

}  // namespace

void overlay_live(const desk::DeskState& state, std::span<Contact> contacts) {
  std::map<desk::LineId, std::vector<Contact*>> lines;
  for (Contact& contact : contacts) {
    const desk::Contact* live = state.contacts.find(contact.id);
    if (live == nullptr) continue;
    contact.is_customer_online = live->is_customer_online;
    if (desk::is_queued(*live)) lines[{live->queue, desk::medium_of(*live)}].push_back(&contact);
  }
  for (const auto& [line, of_line] : lines) set_places(state, line, of_line);
}

}  // namespace madoguchi::features
