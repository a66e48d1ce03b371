#include "voice/media/sound_player.h"

#include <utility>

namespace madoguchi::voice {
namespace {

constexpr std::chrono::milliseconds kLongestCatchUp{100};

}  // namespace

void SoundPlayer::play(std::shared_ptr<const Sound> sound) {
  sound_ = std::move(sound);
  packet_ = 0;
  time_ = 0;
  due_.reset();
}

std::optional<AudioPacket> SoundPlayer::next(Codec codec, MediaTime now) {
  if (!sound_) return std::nullopt;
  if (!due_) due_ = now;
  if (now < *due_) return std::nullopt;
  if (now - *due_ > kLongestCatchUp) {
    const auto missed = (now - *due_) / MediaThread::kTick;
    time_ += static_cast<std::size_t>(missed);
    *due_ += missed * MediaThread::kTick;
  }
  *due_ += MediaThread::kTick;
  AudioPacket packet;
  packet.codec = codec;
  packet.sequence = static_cast<std::uint16_t>(packet_);
  packet.timestamp = static_cast<std::uint32_t>(time_++ * kSamplesPerPacket);
  packet.payload = sound_->packet(codec, packet_++);
  return packet;
}

}  // namespace madoguchi::voice
