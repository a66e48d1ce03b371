#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace madoguchi::voice {

/// The two codecs of the telephone network (ITU-T G.711), 8,000 samples a second, a byte each.
enum class Codec { kPcmu, kPcma };

constexpr int kSampleRate = 8000;
/// 20 ms.
constexpr int kSamplesPerPacket = 160;

[[nodiscard]] std::uint8_t encode_g711(Codec codec, std::int16_t sample);
[[nodiscard]] std::int16_t decode_g711(Codec codec, std::uint8_t byte);
[[nodiscard]] std::vector<std::uint8_t> encode_g711(Codec codec,
                                                    std::span<const std::int16_t> samples);
/// The same audio in the other codec, a byte for a byte; `to` is as long as `from` or longer.
void transcode_g711(Codec codec, std::span<const std::uint8_t> from, Codec wanted,
                    std::span<std::uint8_t> to);

}  // namespace madoguchi::voice
