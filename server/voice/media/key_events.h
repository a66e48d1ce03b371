#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

#include "voice/media/rtp_packet.h"

namespace madoguchi::voice {

/// Keys as they are sent: telephone-events of RFC 4733, one packet a tick of 20 ms. A key takes
/// 100 ms; its last packet goes three times, because a lost end would be a key held down. Then 60
/// ms of pause, from the end of the key to the next. Not thread-safe.
class KeySender {
 public:
  static constexpr std::size_t kMaxWaiting = 64;
  struct Packet {
    std::array<std::uint8_t, 4> payload{};
    std::uint16_t duration = 0;  ///< in samples
    bool is_first = false;       ///< of its key: a new timestamp, and the marker bit
  };

  /// 0-9 * # A-D; others, and what does not fit, are passed over.
  void add(std::string_view keys);
  [[nodiscard]] bool is_active() const { return !waiting_.empty(); }
  /// What to send in this tick; nothing in a pause.
  [[nodiscard]] std::optional<Packet> tick();

 private:
  std::deque<std::uint8_t> waiting_;  ///< event codes, the first is on its way
  int tick_ = 0;                      ///< of the first
};

/// Keys as they come. A press is known by its RTP timestamp, whichever of its packets arrive, so
/// that neither a lost begin nor a lost end hides a key or doubles it. Not thread-safe.
class KeyReceiver {
 public:
  /// A packet of telephone-event; the key when it is the first that is heard of a press.
  [[nodiscard]] std::optional<char> take(const RtpPacket& packet);

 private:
  struct Press {
    std::uint32_t ssrc = 0;
    std::uint32_t timestamp = 0;
    std::uint8_t event = 0;
  };
  [[nodiscard]] bool is_next_segment(const RtpPacket& packet, std::uint8_t event) const;
  [[nodiscard]] bool is_old(const RtpPacket& packet) const;

  std::optional<Press> last_;
};

}  // namespace madoguchi::voice
