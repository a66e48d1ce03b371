#pragma once

#include <atomic>

#include "base/time.h"

namespace madoguchi::fakes {

/// A clock that stands still until it is told otherwise. Starts at 2026-11-20T00:00:00Z.
class FakeClock final : public base::Clock {
 public:
  [[nodiscard]] base::Time now() const override { return base::from_unix_ms(now_.load()); }
  void advance(base::Milliseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_{1'795'132'800'000};
};

}  // namespace madoguchi::fakes
