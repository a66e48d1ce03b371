#include "voice/media/sound.h"

#include <algorithm>

namespace madoguchi::voice {

Sound::Sound(std::vector<std::int16_t> samples) {
  const std::size_t packets =
      std::max<std::size_t>(1, (samples.size() + kSamplesPerPacket - 1) / kSamplesPerPacket);
  samples.resize(packets * kSamplesPerPacket);
  encoded_ = {encode_g711(Codec::kPcmu, samples), encode_g711(Codec::kPcma, samples)};
}

std::span<const std::uint8_t> Sound::packet(Codec codec, std::size_t packet) const {
  const auto& bytes = encoded_[static_cast<std::size_t>(codec)];
  return std::span(bytes).subspan(packet % packets() * kSamplesPerPacket, kSamplesPerPacket);
}

}  // namespace madoguchi::voice
