#pragma once

#include <cstdint>
#include <span>

#include "voice/media/g711.h"
#include "voice/media/media_thread.h"

namespace madoguchi::voice {

/// Who of the two a packet of audio is from.
enum class CallSide { kCustomer, kOperator };

/// Audio of one RTP packet, 8,000 samples a second and a byte each. A view.
struct AudioPacket {
  Codec codec = Codec::kPcmu;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::span<const std::uint8_t> payload;
};

/// Listens to the audio of one call as it passes, to record it. All functions are called on the
/// call's media thread; they must not wait, allocate much, or keep the view.
class AudioTap {
 public:
  virtual ~AudioTap() = default;
  /// kCustomer: as it came from the customer, before any jitter buffer: late, twice or not at all.
  /// kOperator: exactly what was sent to the customer: the operator's voice, hold music,
  /// announcements. `now` is the media thread's time of it.
  virtual void on_audio(CallSide side, const AudioPacket& packet, MediaTime now) = 0;
  /// Nothing follows: the call is over, or another tap took its place.
  virtual void on_end(MediaTime now) = 0;
};

}  // namespace madoguchi::voice
