#include "voice/media/rtp_statistics.h"

#include <algorithm>
#include <cmath>

namespace madoguchi::voice {
namespace {

/// A jump of more is a stream that began anew (RFC 3550 appendix A.1, MAX_DROPOUT).
constexpr int kMaxDropout = 3000;

}  // namespace

void RtpStatistics::begin(const RtpPacket& packet) {
  *this = {};
  ssrc_ = packet.ssrc;
  first_ = packet.sequence;
  highest_ = packet.sequence;
}

void RtpStatistics::note_sequence(std::uint16_t sequence) {
  const auto ahead = static_cast<std::int16_t>(sequence - static_cast<std::uint16_t>(highest_));
  if (ahead > 0) highest_ += static_cast<std::uint32_t>(ahead);
}

/// Appendix A.8: a sixteenth of each difference.
void RtpStatistics::note_jitter(std::uint32_t transit) {
  constexpr double kPart = 16;
  if (last_transit_) {
    const double difference = std::abs(static_cast<std::int32_t>(transit - *last_transit_));
    jitter_ += (difference - jitter_) / kPart;
  }
  last_transit_ = transit;
}

void RtpStatistics::take_untimed(const RtpPacket& packet) {
  const auto ahead =
      static_cast<std::int16_t>(packet.sequence - static_cast<std::uint16_t>(highest_));
  if (received_ == 0 || packet.ssrc != ssrc_ || std::abs(int{ahead}) > kMaxDropout) begin(packet);
  note_sequence(packet.sequence);
  ++received_;
}

void RtpStatistics::take(const RtpPacket& packet, std::uint32_t arrival) {
  take_untimed(packet);
  note_jitter(arrival - packet.timestamp);
}

std::int64_t RtpStatistics::lost() const {
  return received_ == 0 ? 0 : std::int64_t{highest_} - first_ + 1 - received_;
}

std::optional<ReportBlock> RtpStatistics::report() {
  if (received_ == 0) return std::nullopt;
  const std::int64_t expected = std::int64_t{highest_} - first_ + 1;
  const std::int64_t expected_now = expected - expected_before_;
  const std::int64_t lost_now = expected_now - (received_ - received_before_);
  expected_before_ = expected;
  received_before_ = received_;
  ReportBlock block;
  block.ssrc = ssrc_;
  block.lost = static_cast<std::int32_t>(lost());
  block.highest_sequence = highest_;
  block.jitter = static_cast<std::uint32_t>(jitter_);
  if (expected_now > 0 && lost_now > 0) {
    block.fraction_lost =
        static_cast<std::uint8_t>(std::min<std::int64_t>(255, 256 * lost_now / expected_now));
  }
  return block;
}

}  // namespace madoguchi::voice
