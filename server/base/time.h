#pragma once

#include <chrono>
#include <cstdint>

namespace madoguchi::base {

using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
using Minutes = std::chrono::minutes;

/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z. Stored and sent as that integer.
using Time = std::chrono::time_point<std::chrono::system_clock, Milliseconds>;

[[nodiscard]] constexpr Time from_unix_ms(std::int64_t ms) { return Time(Milliseconds(ms)); }
[[nodiscard]] constexpr std::int64_t to_unix_ms(Time time) {
  return time.time_since_epoch().count();
}

/// Where the present comes from. Injected, so that tests decide what time it is. Implementations
/// are safe to call from every thread.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Wall time; may step when the machine's clock is set.
  [[nodiscard]] virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace madoguchi::base
