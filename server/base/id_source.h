#pragma once

#include <atomic>
#include <cstdint>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::base {

/// Makes ids: 41 bits of milliseconds since 2024-01-01, 10 bits of node, 12 bits of counter.
/// Strictly increasing within the process even when the clock steps back, and over a restart when
/// told the newest id from before it. Safe to call from every thread.
class IdSource {
 public:
  /// `node` 0 to 1023 tells the processes of one installation apart.
  explicit IdSource(const Clock& clock, int node = 0) : clock_(clock), node_(node) {}

  template <class IdType>
  [[nodiscard]] IdType next() {
    return IdType(next_value());
  }

  /// What comes is higher than `newest`, which an earlier process may have made by a clock that was
  /// ahead. Zero: there is none.
  void continue_after(std::int64_t newest);

 private:
  [[nodiscard]] std::int64_t next_value();

  const Clock& clock_;
  const std::int64_t node_;
  std::atomic<std::int64_t> last_{0};  ///< milliseconds << 12 | counter
};

}  // namespace madoguchi::base
