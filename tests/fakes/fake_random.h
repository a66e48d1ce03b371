#pragma once

#include <atomic>
#include <cstdint>

#include "base/random.h"

namespace madoguchi::fakes {

/// Bytes that look random, are the same in every run, and never repeat a fill of 8 bytes or more.
class FakeRandom final : public base::Random {
 public:
  void fill(std::span<std::byte> bytes) override {
    std::uint64_t state = ++fills_;
    for (std::byte& byte : bytes) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      byte = static_cast<std::byte>(state >> 56);
    }
  }

 private:
  std::atomic<std::uint64_t> fills_{0};
};

}  // namespace madoguchi::fakes
