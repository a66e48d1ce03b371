#pragma once

#include <cstdint>
#include <vector>

namespace madoguchi::voice {

/// What callers hear while they wait: eight bars of soft chords under a music box, composed for
/// this program and computed from its notes, so that no recording has to be shipped or paid
/// for. 26.7 s at 8,000 samples a second; the end goes over into the beginning. The same every
/// time.
[[nodiscard]] std::vector<std::int16_t> compose_hold_music();

}  // namespace madoguchi::voice
