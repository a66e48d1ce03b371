#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <unordered_map>

namespace madoguchi::base {

/// Puts announcements of committed changes back into the order of their commits: the threads that
/// announce run a race after it. Take a number inside the transaction (there is one writer),
/// announce with it; what is older than the last announcement of the same thing is dropped. Safe to
/// call from every thread.
template <class Key>
class ChangeGate {
 public:
  [[nodiscard]] std::uint64_t next_number() {
    const std::lock_guard lock(mutex_);
    return ++last_number_;
  }

  /// Runs `tell` under the gate's lock, unless something newer was told about `key`.
  template <class Tell>
  void announce(const Key& key, std::uint64_t number, Tell tell) {
    const std::lock_guard lock(telling_);
    std::uint64_t& told = told_[key];
    if (number <= told) return;
    told = number;
    tell();
  }

 private:
  std::mutex mutex_;
  std::uint64_t last_number_ = 0;
  std::mutex telling_;
  std::unordered_map<Key, std::uint64_t> told_;
};

}  // namespace madoguchi::base
