#include "base/rate_limiter.h"

#include <algorithm>

namespace madoguchi::base {

Status RateLimiter::take(std::string_view key, int tokens) {
  const Time now = clock_.now();
  const std::lock_guard lock(mutex_);
  const Time full = full_at(key, now);
  MDG_TRY(admit(full, tokens, now));
  keep(key, full + tokens * limit_.refill);
  return {};
}

Status RateLimiter::check(std::string_view key, int tokens) {
  const Time now = clock_.now();
  const std::lock_guard lock(mutex_);
  return admit(full_at(key, now), tokens, now);
}

void RateLimiter::forget(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  const auto bucket = found->second;
  by_key_.erase(found);
  buckets_.erase(bucket);
}

std::size_t RateLimiter::keys() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

Time RateLimiter::full_at(std::string_view key, Time now) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return now;
  // A clock that was set back must not lock anyone out for longer than an empty bucket does.
  Time& full = found->second->full_at;
  full = std::min(full, now + limit_.burst * limit_.refill);
  return std::max(full, now);
}

Status RateLimiter::admit(Time full, int tokens, Time now) const {
  const Time latest = now + (limit_.burst - tokens) * limit_.refill;
  if (full <= latest) return {};
  return fail(rate_limited(static_cast<int>(std::chrono::ceil<Seconds>(full - latest).count())));
}

void RateLimiter::keep(std::string_view key, Time full) {
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    found->second->full_at = full;
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    return;
  }
  if (buckets_.size() >= limit_.max_keys) {
    by_key_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
  buckets_.push_front({std::string(key), full});
  by_key_.emplace(buckets_.front().key, buckets_.begin());
}

}  // namespace madoguchi::base
