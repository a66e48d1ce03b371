#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "voice/media/media_thread.h"
#include "voice/media/rtp_statistics.h"

namespace madoguchi::voice {

/// What one leg reports to the other side about what it sends and receives (RFC 3550 section 6),
/// every 5 s, the first time after half of that. Media thread.
class RtcpReporter {
 public:
  RtcpReporter(std::uint32_t ssrc, std::string cname) : ssrc_(ssrc), cname_(std::move(cname)) {}

  void note_audio(const RtpPacket& packet, MediaTime now);
  /// Packets of keys repeat one timestamp: they say nothing about jitter, but are not lost either.
  void note_key(const RtpPacket& packet) { statistics_.take_untimed(packet); }
  void note_sent(std::size_t payload_size);
  /// A report of the other side; false: it is none.
  [[nodiscard]] bool take(Bytes datagram, MediaTime now);

  [[nodiscard]] bool is_due(MediaTime now);
  /// `timestamp` is that of our stream now.
  [[nodiscard]] std::vector<std::uint8_t> write(MediaTime now, std::uint32_t timestamp,
                                                bool is_end);
  [[nodiscard]] std::int64_t lost() const { return statistics_.lost(); }

 private:
  const std::uint32_t ssrc_;
  const std::string cname_;
  RtpStatistics statistics_;
  std::uint32_t sent_packets_ = 0;
  std::uint32_t sent_octets_ = 0;
  std::optional<MediaTime> next_report_;
  std::optional<std::pair<std::uint32_t, MediaTime>> last_sender_report_;
};

}  // namespace madoguchi::voice
