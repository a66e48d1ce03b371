#pragma once

#include <cstdint>
#include <vector>

namespace madoguchi::voice {

/// The ring-back tone of Japan: 400 Hz, swelling 16 times a second, one second in three. 3 s at
/// 8,000 samples a second; the end goes over into the beginning.
[[nodiscard]] std::vector<std::int16_t> compose_ring_back();

}  // namespace madoguchi::voice
