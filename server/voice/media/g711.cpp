#include "voice/media/g711.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace madoguchi::voice {
namespace {

constexpr std::size_t kCodes = 256;
using Decoded = std::array<std::int16_t, kCodes>;

/// G.711 table 2: a chord of three bits, a step of four, all bits inverted.
constexpr std::int16_t decode_pcmu(std::uint8_t byte) {
  constexpr int kBias = 132;
  const int bits = ~byte & 0xFF;
  const int magnitude = ((((bits & 0x0F) << 3) + kBias) << ((bits >> 4) & 0x07)) - kBias;
  return static_cast<std::int16_t>((bits & 0x80) != 0 ? -magnitude : magnitude);
}

/// G.711 table 1: the even bits are inverted.
constexpr std::int16_t decode_pcma(std::uint8_t byte) {
  const int bits = byte ^ 0x55;
  const int chord = (bits >> 4) & 0x07;
  const int step = ((bits & 0x0F) << 4) + 8;
  const int magnitude = chord == 0 ? step : (step + 0x100) << (chord - 1);
  return static_cast<std::int16_t>((bits & 0x80) != 0 ? magnitude : -magnitude);
}

constexpr Decoded decode_all(std::int16_t (*decode)(std::uint8_t)) {
  Decoded table{};
  for (std::size_t byte = 0; byte < kCodes; ++byte) {
    table[byte] = decode(static_cast<std::uint8_t>(byte));
  }
  return table;
}

constexpr std::array kDecoded{decode_all(decode_pcmu), decode_all(decode_pcma)};

/// The finest steps are 8 (mu-law) and 16 (A-law), so the lowest two bits of a sample hardly
/// decide: 16,384 entries instead of 65,536 stay in the cache.
constexpr int kDroppedBits = 2;
constexpr std::size_t kEncodeEntries = 65'536 >> kDroppedBits;
using Encoded = std::array<std::uint8_t, kEncodeEntries>;

/// The code whose value is nearest, for each sample: one walk along the codes in order of value.
Encoded encode_all(const Decoded& decoded) {
  std::array<std::uint8_t, kCodes> by_value{};
  for (std::size_t i = 0; i < kCodes; ++i) by_value[i] = static_cast<std::uint8_t>(i);
  std::ranges::sort(by_value, {}, [&](std::uint8_t byte) { return decoded[byte]; });
  Encoded table{};
  std::size_t at = 0;
  for (std::size_t entry = 0; entry < kEncodeEntries; ++entry) {
    const int sample = static_cast<int>(entry << kDroppedBits) - 32'768 + (1 << (kDroppedBits - 1));
    while (at + 1 < kCodes && std::abs(decoded[by_value[at + 1]] - sample) <=
                                  std::abs(decoded[by_value[at]] - sample)) {
      ++at;
    }
    table[entry] = by_value[at];
  }
  return table;
}

const Encoded& encoded(Codec codec) {
  static const std::array tables{encode_all(kDecoded[0]), encode_all(kDecoded[1])};
  return tables[static_cast<std::size_t>(codec)];
}

using Transcoded = std::array<std::uint8_t, kCodes>;

Transcoded transcode_all(Codec from, Codec to) {
  Transcoded table{};
  for (std::size_t byte = 0; byte < kCodes; ++byte) {
    table[byte] = encode_g711(to, decode_g711(from, static_cast<std::uint8_t>(byte)));
  }
  return table;
}

}  // namespace

std::uint8_t encode_g711(Codec codec, std::int16_t sample) {
  const auto entry = static_cast<std::size_t>(static_cast<int>(sample) + 32'768) >> kDroppedBits;
  return encoded(codec)[entry];
}

std::int16_t decode_g711(Codec codec, std::uint8_t byte) {
  return kDecoded[static_cast<std::size_t>(codec)][byte];
}

std::vector<std::uint8_t> encode_g711(Codec codec, std::span<const std::int16_t> samples) {
  std::vector<std::uint8_t> bytes(samples.size());
  std::ranges::transform(samples, bytes.begin(),
                         [codec](std::int16_t sample) { return encode_g711(codec, sample); });
  return bytes;
}

void transcode_g711(Codec codec, std::span<const std::uint8_t> from, Codec wanted,
                    std::span<std::uint8_t> to) {
  static const std::array tables{transcode_all(Codec::kPcmu, Codec::kPcma),
                                 transcode_all(Codec::kPcma, Codec::kPcmu)};
  if (codec == wanted) {
    std::ranges::copy(from, to.begin());
    return;
  }
  const Transcoded& table = tables[static_cast<std::size_t>(codec)];
  std::ranges::transform(from, to.begin(), [&](std::uint8_t byte) { return table[byte]; });
}

}  // namespace madoguchi::voice
