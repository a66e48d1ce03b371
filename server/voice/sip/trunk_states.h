#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "voice/trunk.h"

namespace madoguchi::voice {

/// How many calls run, shared by a trunk and its calls.
using TrunkCalls = std::shared_ptr<std::atomic<std::int64_t>>;

/// One call of a trunk: it is counted for as long as this lives.
class TrunkCall {
 public:
  TrunkCall() = default;
  explicit TrunkCall(TrunkCalls calls) : calls_(std::move(calls)) { ++*calls_; }
  ~TrunkCall() {
    if (calls_) --*calls_;
  }
  TrunkCall(TrunkCall&&) noexcept = default;
  TrunkCall& operator=(TrunkCall&& other) noexcept {
    calls_.swap(other.calls_);
    return *this;
  }

 private:
  TrunkCalls calls_;
};

/// What is known of each trunk. Safe to call from every thread; the clock outlives it.
class TrunkStates {
 public:
  explicit TrunkStates(const base::Clock& clock) : clock_(clock) {}

  /// These are the trunks now. One that is as before keeps what is known of it; one with other
  /// addresses counts its calls anew.
  void list(const std::vector<Trunk>& trunks);
  /// True when the trunk went up or down by it.
  bool note(const std::string& trunk, TrunkAnswer answer);
  [[nodiscard]] TrunkCall begin_call(const std::string& trunk);
  /// The counter of the trunk; null when there is no such trunk.
  [[nodiscard]] TrunkCalls calls_of(const std::string& trunk) const;
  /// In the order of the list.
  [[nodiscard]] std::vector<TrunkState> snapshot() const;

 private:
  struct Entry {
    Trunk trunk;
    TrunkState state;
    TrunkCalls calls;
  };
  [[nodiscard]] Entry next_entry(const Trunk& trunk) const;
  [[nodiscard]] const Entry* find(const std::string& trunk) const;
  [[nodiscard]] Entry* find(const std::string& trunk);

  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace madoguchi::voice
