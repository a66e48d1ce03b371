#pragma once

#include <cstddef>
#include <span>

namespace madoguchi::base {

/// Where unpredictable bytes come from. Injected, so that tests know what they get. Implementations
/// are safe to call from every thread.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;
};

/// The operating system's generator (libsodium's randombytes). Ends the process when the system has
/// none: nothing secret could be made then.
class SystemRandom final : public Random {
 public:
  SystemRandom();
  void fill(std::span<std::byte> bytes) override;
};

}  // namespace madoguchi::base
