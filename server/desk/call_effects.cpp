#include "desk/call_effects.h"

#include <algorithm>
#include <vector>

namespace madoguchi::desk {
namespace {

OperatorId rung(const Contact& contact) {
  return is_ringing(contact) ? contact.owner : OperatorId{};
}

OperatorId talker(const Contact& contact) {
  return contact.assignment == Assignment::kOwned ? contact.owner : OperatorId{};
}

bool is_held(const Contact& contact) { return contact.call && contact.call->held_since; }

std::vector<ContactId> touched_calls(const DeskState& layer) {
  std::vector<ContactId> calls;
  layer.contacts.for_each_own([&](ContactId id, const Contact& contact) {
    if (is_call(contact)) calls.push_back(id);
  });
  std::ranges::sort(calls);
  return calls;
}

void compare_talk(Draft& draft, const Contact& before, const Contact& after) {
  if (is_ended(after)) return;
  const bool is_left = talker(before) && talker(after) != talker(before);
  if (is_left) draft.send(ParkCall{after.id});
  if (talker(after) && is_held(before) != is_held(after)) {
    draft.send(SetCallHeld{after.id, is_held(after)});
  }
}

/// It rings at the next one after the one before was let go: parking ends whatever phone there is.
void compare(Draft& draft, const Contact& before, const Contact& after) {
  const bool has_moved = rung(before) != rung(after);
  if (has_moved && rung(before)) draft.send(StopRinging{after.id, rung(before)});
  compare_talk(draft, before, after);
  if (has_moved && rung(after)) draft.send(RingOperator{after.id, rung(after)});
}

}  // namespace

void send_call_effects(Draft& draft) {
  for (const ContactId id : touched_calls(draft.state())) {
    const Contact* before = draft.base().contacts.find(id);
    compare(draft, before == nullptr ? Contact{} : *before, *draft.state().contacts.find(id));
  }
}

}  // namespace madoguchi::desk
