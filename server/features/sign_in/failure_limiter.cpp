#include "features/sign_in/failure_limiter.h"

#include <algorithm>

namespace madoguchi::features {
namespace {

int whole_seconds(base::Milliseconds wait) {
  return static_cast<int>(std::chrono::ceil<base::Seconds>(wait).count());
}

}  // namespace

FailureLimiter::FailureLimiter(const base::Clock& clock, FailureLimits limits)
    : clock_(clock), limits_(limits) {}

base::Status FailureLimiter::begin(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const base::Time now = clock_.now();
  MDG_TRY(check_locked(key, now));
  count_locked(key, now);
  return {};
}

base::Status FailureLimiter::check(const std::string& key) {
  const std::lock_guard lock(mutex_);
  return check_locked(key, clock_.now());
}

void FailureLimiter::fail(const std::string& key) {
  const std::lock_guard lock(mutex_);
  count_locked(key, clock_.now());
}

base::Status FailureLimiter::check_locked(const std::string& key, base::Time now) const {
  const auto found = by_key_.find(key);
  if (found == by_key_.end() || now >= found->second->blocked_until) return {};
  return base::fail(base::rate_limited(whole_seconds(found->second->blocked_until - now)));
}

void FailureLimiter::count_locked(const std::string& key, base::Time now) {
  drop_old(now);
  Entry& entry = entry_of(key, now);
  ++entry.failures;
  entry.last = now;
  entry.blocked_until = now + wait_after(entry.failures);
}

void FailureLimiter::succeed(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  entries_.erase(found->second);
  by_key_.erase(found);
}

void FailureLimiter::forget_attempt(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end() || found->second->failures == 0) return;
  Entry& entry = *found->second;
  --entry.failures;
  entry.blocked_until = entry.last + wait_after(entry.failures);
}

FailureLimiter::Entry& FailureLimiter::entry_of(const std::string& key, base::Time now) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return entries_.front();
  }
  entries_.push_front({key, 0, now, now});
  by_key_.emplace(key, entries_.begin());
  return entries_.front();
}

void FailureLimiter::drop_old(base::Time now) {
  while (!entries_.empty()) {
    const Entry& quietest = entries_.back();
    const bool is_forgotten = now >= quietest.last + limits_.forgotten_after;
    if (!is_forgotten && entries_.size() < limits_.max_keys) return;
    by_key_.erase(quietest.key);
    entries_.pop_back();
  }
}

base::Milliseconds FailureLimiter::wait_after(int failures) const {
  if (failures < limits_.free_failures) return base::Milliseconds(0);
  base::Milliseconds wait = limits_.first_wait;
  for (int n = limits_.free_failures; n < failures && wait < limits_.longest_wait; ++n) wait *= 2;
  return std::min(wait, limits_.longest_wait);
}

}  // namespace madoguchi::features
