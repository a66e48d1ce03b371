#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/random.h"

namespace madoguchi::voice {

template <class Number>
[[nodiscard]] Number random_number(base::Random& random) {
  std::array<std::byte, sizeof(Number)> bytes{};
  random.fill(bytes);
  Number number{};
  std::memcpy(&number, bytes.data(), bytes.size());
  return number;
}

/// What our stream to the other side begins with: unpredictable (RFC 3550 section 5.1).
struct StreamStart {
  std::uint32_t ssrc = 0;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::string cname;

  [[nodiscard]] static StreamStart make(base::Random& random);
};

}  // namespace madoguchi::voice
