#include "voice/sip/trunk_states.h"

#include <algorithm>
#include <utility>

namespace madoguchi::voice {

const TrunkStates::Entry* TrunkStates::find(const std::string& trunk) const {
  const auto found =
      std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.trunk.name == trunk; });
  return found == entries_.end() ? nullptr : &*found;
}

TrunkStates::Entry* TrunkStates::find(const std::string& trunk) {
  return const_cast<Entry*>(std::as_const(*this).find(trunk));
}

TrunkStates::Entry TrunkStates::next_entry(const Trunk& trunk) const {
  const Entry* before = find(trunk.name);
  if (before != nullptr && before->trunk == trunk) return *before;
  Entry entry{trunk, {}, std::make_shared<TrunkCalls::element_type>(0)};
  entry.state.name = trunk.name;
  entry.state.since = clock_.now();
  if (before != nullptr) entry.state.last_call_at = before->state.last_call_at;
  if (before != nullptr && before->trunk.hosts == trunk.hosts) entry.calls = before->calls;
  return entry;
}

void TrunkStates::list(const std::vector<Trunk>& trunks) {
  const std::lock_guard lock(mutex_);
  std::vector<Entry> entries;
  entries.reserve(trunks.size());
  for (const Trunk& trunk : trunks) entries.push_back(next_entry(trunk));
  entries_ = std::move(entries);
}

bool TrunkStates::note(const std::string& trunk, TrunkAnswer answer) {
  const std::lock_guard lock(mutex_);
  Entry* entry = find(trunk);
  if (entry == nullptr) return false;
  TrunkState& state = entry->state;
  const base::Time now = clock_.now();
  const auto health = answer.fault == TrunkFault::kNone ? TrunkHealth::kUp : TrunkHealth::kDown;
  const bool has_turned = state.health != health;
  const bool is_other_reason = health == TrunkHealth::kDown && state.answer != answer;
  if (has_turned || is_other_reason) state.since = now;
  state.health = health;
  state.answer = answer;
  state.checked_at = now;
  return has_turned;
}

TrunkCall TrunkStates::begin_call(const std::string& trunk) {
  const std::lock_guard lock(mutex_);
  Entry* entry = find(trunk);
  if (entry == nullptr) return {};
  entry->state.last_call_at = clock_.now();
  return TrunkCall(entry->calls);
}

TrunkCalls TrunkStates::calls_of(const std::string& trunk) const {
  const std::lock_guard lock(mutex_);
  const Entry* entry = find(trunk);
  return entry == nullptr ? nullptr : entry->calls;
}

std::vector<TrunkState> TrunkStates::snapshot() const {
  const std::lock_guard lock(mutex_);
  std::vector<TrunkState> states;
  states.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    states.push_back(entry.state);
    states.back().calls = *entry.calls;
  }
  return states;
}

}  // namespace madoguchi::voice
