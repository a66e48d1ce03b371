#include "voice/media/key_events.h"

#include <algorithm>

#include "voice/media/g711.h"

namespace madoguchi::voice {
namespace {

/// The place of a key is its event code (RFC 4733 section 3.2).
constexpr std::string_view kKeys = "0123456789*#ABCD";
constexpr std::uint8_t kEndBit = 0x80;
constexpr std::uint8_t kVolume = 10;  ///< -10 dBm0
constexpr int kPressTicks = 5;        ///< 100 ms
constexpr int kSentTicks = kPressTicks + 2;
constexpr int kAllTicks = kPressTicks + 3;  ///< with 60 ms of pause

}  // namespace

void KeySender::add(std::string_view keys) {
  for (const char key : keys) {
    const auto code = kKeys.find(key);
    if (code == std::string_view::npos || waiting_.size() >= kMaxWaiting) continue;
    waiting_.push_back(static_cast<std::uint8_t>(code));
  }
}

std::optional<KeySender::Packet> KeySender::tick() {
  if (waiting_.empty()) return std::nullopt;
  const int tick = tick_++;
  std::optional<Packet> packet;
  if (tick < kSentTicks) {
    const int ticks = std::min(tick + 1, kPressTicks);
    const auto duration = static_cast<std::uint16_t>(ticks * kSamplesPerPacket);
    const bool is_end = ticks == kPressTicks;
    packet = Packet{{waiting_.front(), static_cast<std::uint8_t>((is_end ? kEndBit : 0) | kVolume),
                     static_cast<std::uint8_t>(duration >> 8), static_cast<std::uint8_t>(duration)},
                    duration,
                    tick == 0};
  }
  if (tick_ == kAllTicks) {
    waiting_.pop_front();
    tick_ = 0;
  }
  return packet;
}

/// A key that is held for more than 8 s goes on under the next timestamp (RFC 4733
/// section 2.5.1.3).
bool KeyReceiver::is_next_segment(const RtpPacket& packet, std::uint8_t event) const {
  return last_ && packet.ssrc == last_->ssrc && event == last_->event && !packet.has_marker &&
         packet.timestamp - last_->timestamp == UINT16_MAX;
}

/// Of the press that was told, or of one shortly before: packets overtake each other.
bool KeyReceiver::is_old(const RtpPacket& packet) const {
  constexpr int kShortly = 10 * kSampleRate;
  if (!last_ || packet.ssrc != last_->ssrc) return false;
  const auto later = static_cast<std::int32_t>(packet.timestamp - last_->timestamp);
  return later <= 0 && later > -kShortly;
}

std::optional<char> KeyReceiver::take(const RtpPacket& packet) {
  constexpr std::size_t kEventSize = 4;
  if (packet.payload.size() < kEventSize || packet.payload[0] >= kKeys.size()) return std::nullopt;
  if (is_old(packet)) return std::nullopt;
  const std::uint8_t event = packet.payload[0];
  const bool is_held = is_next_segment(packet, event);
  last_ = Press{packet.ssrc, packet.timestamp, event};
  if (is_held) return std::nullopt;
  return kKeys[event];
}

}  // namespace madoguchi::voice
