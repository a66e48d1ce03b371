#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"

namespace madoguchi::features {

struct FailureLimits {
  int free_failures = 5;  ///< in a row; the next attempt has to wait
  base::Milliseconds first_wait = base::Seconds(30);
  base::Milliseconds longest_wait = base::Minutes(15);
  base::Milliseconds forgotten_after = std::chrono::hours(1);  ///< without an attempt
  std::size_t max_keys = 20'000;  ///< beyond it the one that was quiet longest is forgotten
};

/// Slows down guessing: after some failures in a row under one key each further failure doubles the
/// wait. Safe to call from every thread; memory is bounded.
class FailureLimiter {
 public:
  FailureLimiter(const base::Clock& clock, FailureLimits limits = {});

  /// kRateLimited with the seconds to wait, or counts an attempt as a failure from its beginning:
  /// so that many at once gain nothing.
  [[nodiscard]] base::Status begin(const std::string& key);
  /// The attempt was right: its key starts anew.
  void succeed(const std::string& key);
  /// The attempt was neither right nor wrong (the server was busy): takes the count back.
  void forget_attempt(const std::string& key);

  /// For keys that many share (an address): nothing is counted before it failed.
  [[nodiscard]] base::Status check(const std::string& key);
  void fail(const std::string& key);

 private:
  struct Entry {
    std::string key;
    int failures = 0;
    base::Time last;
    base::Time blocked_until;
  };
  using Entries = std::list<Entry>;

  [[nodiscard]] base::Status check_locked(const std::string& key, base::Time now) const;
  void count_locked(const std::string& key, base::Time now);
  Entry& entry_of(const std::string& key, base::Time now);
  void drop_old(base::Time now);
  [[nodiscard]] base::Milliseconds wait_after(int failures) const;

  const base::Clock& clock_;
  const FailureLimits limits_;
  std::mutex mutex_;
  Entries entries_;  ///< the quietest last
  std::unordered_map<std::string, Entries::iterator> by_key_;
};

}  // namespace madoguchi::features
