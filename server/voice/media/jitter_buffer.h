#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "voice/media/audio_tap.h"

namespace madoguchi::voice {

/// A length of audio, or a place in it: at 8,000 samples a second.
using Samples = std::int64_t;

[[nodiscard]] Samples samples_of(std::chrono::nanoseconds time);
[[nodiscard]] std::chrono::milliseconds duration_of(Samples samples);

/// Puts the audio of one RTP stream (RFC 3550) on the clock of whoever reads it, so that a sample
/// is read where its timestamp says, however it came: in disorder, twice, with jumps of the
/// timestamp where the source changed, with a sender's clock that runs slower or faster. What did
/// not come in time is silence of exactly that length.
///
/// The first packet begins where it arrived, the others follow by their timestamps. Packets that
/// all come more than 20 ms off their place for five seconds move the place: that is a drift, and
/// the cut is a gap or an overlap of that length. A timestamp that leads out of the buffer, or back
/// without the sequence number that belongs to it, is a new source and begins where it arrived.
///
/// Any length of packets up to 60 ms. A sample is a byte of G.711; the codec is the reader's
/// matter. Bounded by its capacity. Belongs to one thread; the clock is the caller's.
class JitterBuffer {
 public:
  struct Options {
    std::chrono::milliseconds delay{60};      ///< how long a place is kept open for what is late
    std::chrono::milliseconds capacity{500};  ///< from the next sample to read on
    std::uint8_t silence = 0xFF;              ///< of the codec: 0xFF PCMU, 0xD5 PCMA
  };
  enum class Put {
    kKept,
    kDuplicate,  ///< nothing of it was missing
    kLate,       ///< its place was read already
    kRefused,    ///< empty, longer than 60 ms, or the reader is behind by the whole capacity
  };
  struct Counts {
    std::int64_t duplicate = 0;
    std::int64_t late = 0;
    std::int64_t refused = 0;
    std::int64_t sources = 0;  ///< how often a stream began
    Samples missing = 0;       ///< read as silence, since the first packet
  };
  static constexpr std::size_t kMaxPayload = 480;

  /// Sample 0 is the moment `begin`.
  JitterBuffer(Options options, MediaTime begin);

  /// `now` is when it came. What was due then should have been taken before.
  Put put(const AudioPacket& packet, MediaTime now);
  /// How many samples can be taken: all that are older than the delay.
  [[nodiscard]] Samples due(MediaTime now) const;
  /// The next samples, due or not. How many of them are silence because nothing came.
  Samples take(std::span<std::uint8_t> out);

  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  static constexpr std::int16_t kMissing = -1;
  /// Where a stream was last, and the place that has on our clock.
  struct Anchor {
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    Samples place = 0;
  };
  /// How early the earliest packet of the last seconds came.
  struct Drift {
    MediaTime since;
    Samples least_lateness = 0;
    int packets = 0;
  };

  [[nodiscard]] Samples place_of(MediaTime now) const { return samples_of(now - begin_); }
  [[nodiscard]] Samples size() const { return static_cast<Samples>(ring_.size()); }
  [[nodiscard]] Samples expected_place(const AudioPacket& packet) const;
  [[nodiscard]] bool follows(const AudioPacket& packet) const;
  [[nodiscard]] bool is_new_source(const AudioPacket& packet, Samples place, MediaTime now);
  [[nodiscard]] Samples begin_source(MediaTime now);
  Put write(std::span<const std::uint8_t> payload, Samples place);
  void watch_drift(Samples lateness, MediaTime now);

  const Options options_;
  const MediaTime begin_;
  std::vector<std::int16_t> ring_;  ///< a byte each, or kMissing
  Samples next_ = 0;                ///< to be taken
  std::optional<Anchor> anchor_;
  std::optional<MediaTime> late_since_;  ///< all came too late from then on
  std::optional<Drift> drift_;
  Counts counts_;
};

}  // namespace madoguchi::voice
