#include "features/live/box_counts.h"

namespace madoguchi::features {
namespace {

bool waits(const desk::Contact& contact) {
  return desk::is_queued(contact) || contact.conversation == desk::Conversation::kWaiting;
}

void count_team(BoxCounts& counts, const desk::Contact& contact) {
  ++counts.team;
  counts.waiting += waits(contact) ? 1 : 0;
}

void count_own(BoxCounts& counts, const desk::Contact& contact) {
  ++counts.mine;
  counts.unopened += contact.assignment == desk::Assignment::kOffered ? 1 : 0;
}

template <class Key>
BoxCounts found_or_none(const std::map<Key, BoxCounts>& counts, const Key& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? BoxCounts{} : found->second;
}

}  // namespace

BoxCounts box_counts(const desk::DeskState& state, base::ServiceId service, base::OperatorId who) {
  BoxCounts counts;
  state.contacts.for_each([&](base::ContactId, const desk::Contact& contact) {
    if (contact.service != service || desk::is_ended(contact)) return;
    count_team(counts, contact);
    if (contact.owner == who) count_own(counts, contact);
  });
  return counts;
}

AllBoxCounts::AllBoxCounts(const desk::DeskState& state) {
  state.contacts.for_each([this](base::ContactId, const desk::Contact& contact) {
    if (!desk::is_ended(contact)) add(contact);
  });
}

void AllBoxCounts::add(const desk::Contact& contact) {
  count_team(totals_[contact.service], contact);
  if (contact.owner) count_own(own_[{contact.service, contact.owner}], contact);
}

BoxCounts AllBoxCounts::of(base::ServiceId service, base::OperatorId who) const {
  BoxCounts counts = found_or_none(totals_, service);
  const BoxCounts own = found_or_none(own_, std::pair(service, who));
  counts.mine = own.mine;
  counts.unopened = own.unopened;
  return counts;
}

boost::json::object counts_json(const BoxCounts& counts) {
  return {{"mine", counts.mine},
          {"waiting", counts.waiting},
          {"team", counts.team},
          {"unopened", counts.unopened}};
}

}  // namespace madoguchi::features
