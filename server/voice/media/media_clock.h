#pragma once

#include <chrono>
#include <cstdint>

#include "voice/media/g711.h"
#include "voice/media/media_thread.h"

namespace madoguchi::voice {

/// A duration in units of RTP timestamps: samples.
[[nodiscard]] inline std::uint32_t timestamp_units(MediaTime::duration duration) {
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
  return static_cast<std::uint32_t>(microseconds * kSampleRate / 1'000'000);
}

}  // namespace madoguchi::voice
