#pragma once

#include <memory>
#include <optional>

#include "voice/media/audio_tap.h"
#include "voice/media/sound.h"

namespace madoguchi::voice {

/// Plays a sound again and again, as packets of 20 ms. When a packet is due is counted from the
/// first one, so that late ticks of the thread do not add up. Media thread.
class SoundPlayer {
 public:
  /// From the beginning; null: nothing.
  void play(std::shared_ptr<const Sound> sound);
  void stop() { play(nullptr); }
  [[nodiscard]] bool is_playing() const { return sound_ != nullptr; }

  /// Called until nothing is due any more. After a pause of the thread of over 100 ms what was
  /// missed is left out: a burst would only overflow the other side's buffer.
  [[nodiscard]] std::optional<AudioPacket> next(Codec codec, MediaTime now);

 private:
  std::shared_ptr<const Sound> sound_;
  std::size_t packet_ = 0;  ///< since the beginning, without those left out
  std::size_t time_ = 0;    ///< packets since the beginning, with them
  std::optional<MediaTime> due_;
};

}  // namespace madoguchi::voice
