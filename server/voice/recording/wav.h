#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "voice/media/jitter_buffer.h"

namespace madoguchi::voice {

/// The header of a recording: RIFF WAVE, G.711 mu-law (format 7), two channels of 8,000 samples a
/// second, with the `fact` chunk that formats other than PCM need (Multimedia Programming
/// Interface and Data Specifications 1.0; RFC 2361). Two bytes of audio follow for each frame: the
/// customer's left, the operator's right.
constexpr std::size_t kWavHeaderSize = 58;
constexpr int kBytesPerFrame = 2;
using WavHeader = std::array<std::uint8_t, kWavHeaderSize>;

/// Up to 2^31 frames: 74 hours.
[[nodiscard]] WavHeader wav_header(Samples frames);
/// The frames that a header of ours says follow; nothing when it is none.
[[nodiscard]] std::optional<Samples> read_wav_header(std::span<const std::uint8_t> bytes);

}  // namespace madoguchi::voice
