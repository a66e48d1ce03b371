#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"

namespace madoguchi::base {

struct RateLimit {
  int burst = 5;                   ///< so many at once
  Milliseconds refill{60'000};     ///< then one more after each such time
  std::size_t max_keys = 100'000;  ///< beyond it the one that was quiet for longest is forgotten
};

/// A token bucket for each key (an address, an operator, a visitor). Holds one moment a key: the
/// one at which its bucket will be full again (the virtual scheduling form of the leaky bucket,
/// ITU-T I.371). Memory is bounded by RateLimit::max_keys. Safe to call from every thread.
class RateLimiter {
 public:
  RateLimiter(const Clock& clock, RateLimit limit) : clock_(clock), limit_(limit) {}

  /// Takes `tokens` (at most `burst`) from the bucket of `key`, or takes none and is kRateLimited
  /// with the seconds after which that many are there.
  [[nodiscard]] Status take(std::string_view key, int tokens = 1);
  /// Whether take() would succeed, without taking: for failures that are only known afterwards.
  [[nodiscard]] Status check(std::string_view key, int tokens = 1);
  /// Fills the bucket again (a sign-in that succeeded).
  void forget(std::string_view key);
  [[nodiscard]] std::size_t keys() const;

 private:
  struct Bucket {
    std::string key;
    Time full_at;
  };
  using Buckets = std::list<Bucket>;  ///< the one used last in front

  [[nodiscard]] Time full_at(std::string_view key, Time now);
  [[nodiscard]] Status admit(Time full_at, int tokens, Time now) const;
  void keep(std::string_view key, Time full_at);

  const Clock& clock_;
  const RateLimit limit_;
  mutable std::mutex mutex_;
  Buckets buckets_;
  std::unordered_map<std::string_view, Buckets::iterator> by_key_;  ///< views of Bucket::key
};

}  // namespace madoguchi::base
