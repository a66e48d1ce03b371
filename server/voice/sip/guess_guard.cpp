#include "voice/sip/guess_guard.h"

#include <algorithm>

namespace madoguchi::voice {

bool GuessGuard::is_silenced(std::string_view key) const {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return false;
  const base::Time now = clock_.now();
  // A clock that was set back must not silence anybody for longer than was said.
  return now < found->second->silent_until && now >= found->second->last;
}

void GuessGuard::note_failure(std::string_view key) {
  const base::Time now = clock_.now();
  Record& record = record_of(key);
  if (now - record.last > limit_.memory) record.failures = 0;
  ++record.failures;
  record.last = now;
  record.silent_until = now + silence_after(record.failures);
}

void GuessGuard::forget(std::string_view key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  const auto record = found->second;
  by_key_.erase(found);
  records_.erase(record);
}

void GuessGuard::forget_ending(std::string_view end) {
  std::erase_if(by_key_, [&](const auto& entry) {
    if (!entry.first.ends_with(end)) return false;
    records_.erase(entry.second);
    return true;
  });
}

GuessGuard::Record& GuessGuard::record_of(std::string_view key) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    records_.splice(records_.begin(), records_, found->second);
    return records_.front();
  }
  if (records_.size() >= limit_.max_keys) {
    by_key_.erase(records_.back().key);
    records_.pop_back();
  }
  records_.push_front({std::string(key), 0, clock_.now(), {}});
  by_key_.emplace(records_.front().key, records_.begin());
  return records_.front();
}

base::Milliseconds GuessGuard::silence_after(int failures) const {
  if (failures < limit_.failures) return {};
  constexpr int kMostDoublings = 20;  // far over the longest silence, far from an overflow
  const int doublings = std::min(failures - limit_.failures, kMostDoublings);
  return std::min(limit_.first_silence * (1 << doublings), limit_.longest_silence);
}

}  // namespace madoguchi::voice
