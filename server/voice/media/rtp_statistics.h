#pragma once

#include "voice/media/rtcp_packet.h"
#include "voice/media/rtp_packet.h"

namespace madoguchi::voice {

/// What is known of the packets of one stream (RFC 3550 appendices A.1, A.3 and A.8). Media thread.
class RtpStatistics {
 public:
  /// `arrival` in units of the timestamp.
  void take(const RtpPacket& packet, std::uint32_t arrival);
  /// A packet whose timestamp says nothing about when it was sent.
  void take_untimed(const RtpPacket& packet);
  /// The block for the next report; loss counts from the last one. Nothing before the first packet.
  [[nodiscard]] std::optional<ReportBlock> report();

  [[nodiscard]] std::int64_t received() const { return received_; }
  [[nodiscard]] std::int64_t lost() const;

 private:
  void begin(const RtpPacket& packet);
  void note_sequence(std::uint16_t sequence);
  void note_jitter(std::uint32_t transit);

  std::uint32_t ssrc_ = 0;
  std::uint32_t first_ = 0;
  std::uint32_t highest_ = 0;  ///< with the roll-overs above
  std::int64_t received_ = 0;
  std::int64_t expected_before_ = 0;
  std::int64_t received_before_ = 0;
  std::optional<std::uint32_t> last_transit_;
  double jitter_ = 0;
};

}  // namespace madoguchi::voice
