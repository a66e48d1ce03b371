#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "voice/media/g711.h"

namespace madoguchi::voice {

/// Audio in the form in which it is sent, once for each codec, so that playing it to a thousand
/// callers costs a copy a packet. Immutable; shared by all threads.
class Sound {
 public:
  /// 8,000 samples a second; silence fills the last packet.
  explicit Sound(std::vector<std::int16_t> samples);

  /// 160 bytes; `packet` counts from 0 and begins again after the last.
  [[nodiscard]] std::span<const std::uint8_t> packet(Codec codec, std::size_t packet) const;
  [[nodiscard]] std::size_t packets() const { return encoded_[0].size() / kSamplesPerPacket; }

 private:
  std::array<std::vector<std::uint8_t>, 2> encoded_;
};

}  // namespace madoguchi::voice
