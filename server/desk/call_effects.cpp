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

void compare(Draft& draft, const Contact& before, const Contact& after) {
  const ContactId id = after.id;
  if (rung(before) != rung(after)) {
    if (rung(before)) draft.send(StopRinging{id, rung(before)});
    if (rung(after)) draft.send(RingOperator{id, rung(after)});
  }
  if (is_ended(after)) return;
  const bool is_left = talker(before) && talker(after) != talker(before);
  if (is_left) draft.send(ParkCall{id});
  if (talker(after) && is_held(before) != is_held(after)) {
    draft.send(SetCallHeld{id, is_held(after)});
  }
}

}  // namespace

void send_call_effects(Draft& draft) {
  for (const ContactId id : touched_calls(draft.state())) {
    const Contact* before = draft.base().contacts.find(id);
    compare(draft, before == nullptr ? Contact{} : *before, *draft.state().contacts.find(id));
  }
}

}  // namespace madoguchi::desk
