#pragma once

#include <array>
#include <span>
#include <vector>

#include "voice/media/jitter_buffer.h"

namespace madoguchi::voice {

/// Both sides of a call on one clock: frames of two bytes of PCMU, the customer's and the
/// operator's, from the moment `begin` on without a gap. One thread.
class StereoTrack {
 public:
  /// Later packets are silence: much longer than for ears, since nobody waits.
  static constexpr std::chrono::milliseconds kDelay{400};

  explicit StereoTrack(MediaTime begin);

  /// Takes a packet that came at `at`. What was due before is appended to `out`.
  void put(CallSide side, const AudioPacket& packet, MediaTime at, std::vector<std::uint8_t>& out);
  /// Appends all frames that no packet can reach any more.
  void take_due(MediaTime now, std::vector<std::uint8_t>& out);
  /// Appends all that is left up to `end`, where the track ends.
  void take_rest(MediaTime end, std::vector<std::uint8_t>& out);

 private:
  void take(Samples count, std::vector<std::uint8_t>& out);

  const MediaTime begin_;
  std::array<JitterBuffer, 2> sides_;
  Samples taken_ = 0;
};

}  // namespace madoguchi::voice
