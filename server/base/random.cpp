#include "base/random.h"

#include <cstdlib>

#include <sodium.h>

namespace madoguchi::base {

SystemRandom::SystemRandom() {
  if (sodium_init() < 0) std::abort();
}

void SystemRandom::fill(std::span<std::byte> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

}  // namespace madoguchi::base
