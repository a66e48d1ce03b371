#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voice/media/jitter_buffer.h"

namespace madoguchi::voice {

/// The outline of a recording for a waveform: the loudest sample of each piece, 0 to 255 (linear,
/// 255 is full scale), for customer and operator. At most 2,000 pieces, 20 ms each in a recording
/// of up to 40 seconds, twice as long for each doubling; the last piece may be shorter.
struct Peaks {
  Samples per_bucket = kSamplesPerPacket;
  std::array<std::vector<std::uint8_t>, 2> sides;  ///< equally long

  bool operator==(const Peaks&) const = default;
};

/// Makes the peaks while the audio passes, in memory that does not grow. One thread.
class PeakMeter {
 public:
  static constexpr std::size_t kMaxBuckets = 2000;

  /// Frames of two bytes of PCMU.
  void take(std::span<const std::uint8_t> frames);
  /// Of everything up to now.
  [[nodiscard]] Peaks peaks() const;

 private:
  void close_bucket();
  void halve();

  Peaks peaks_;
  std::array<std::uint8_t, 2> loudest_{};
  Samples in_bucket_ = 0;
};

/// The content of a file of peaks: "mdgpeak1", samples a bucket, buckets (32 bits, little endian),
/// customer, operator.
[[nodiscard]] std::string write_peaks(const Peaks& peaks);
[[nodiscard]] std::optional<Peaks> read_peaks(std::string_view bytes);

}  // namespace madoguchi::voice
