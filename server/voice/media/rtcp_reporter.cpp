#include "voice/media/rtcp_reporter.h"

#include "voice/media/media_clock.h"

namespace madoguchi::voice {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// RFC 3550 section 6.2 for two members.
constexpr milliseconds kReportEvery{5'000};

/// Wall time as reports have it: seconds since 1900 and their fraction.
std::uint64_t ntp_now() {
  constexpr std::uint64_t kFrom1900To1970 = 2'208'988'800;
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto whole = duration_cast<seconds>(since);
  const auto rest = static_cast<std::uint64_t>(duration_cast<microseconds>(since - whole).count());
  return (static_cast<std::uint64_t>(whole.count()) + kFrom1900To1970) << 32 |
         (rest << 32) / 1'000'000;
}

std::uint32_t middle_of(std::uint64_t ntp) { return static_cast<std::uint32_t>(ntp >> 16); }

}  // namespace

void RtcpReporter::note_audio(const RtpPacket& packet, MediaTime now) {
  statistics_.take(packet, timestamp_units(now.time_since_epoch()));
}

void RtcpReporter::note_sent(std::size_t payload_size) {
  ++sent_packets_;
  sent_octets_ += static_cast<std::uint32_t>(payload_size);
}

bool RtcpReporter::take(Bytes datagram, MediaTime now) {
  const auto report = read_rtcp(datagram);
  if (!report) return false;
  if (report->sender_ntp) last_sender_report_.emplace(middle_of(*report->sender_ntp), now);
  return true;
}

bool RtcpReporter::is_due(MediaTime now) {
  if (!next_report_) next_report_ = now + kReportEvery / 2;
  if (now < *next_report_) return false;
  next_report_ = now + kReportEvery;
  return true;
}

std::vector<std::uint8_t> RtcpReporter::write(MediaTime now, std::uint32_t timestamp, bool is_end) {
  RtcpReport report;
  report.ssrc = ssrc_;
  report.name = cname_;
  report.is_end = is_end;
  if (sent_packets_ > 0) {
    report.sender = SenderInfo{ntp_now(), timestamp, sent_packets_, sent_octets_};
  }
  report.block = statistics_.report();
  if (report.block && last_sender_report_) {
    const auto delay = duration_cast<microseconds>(now - last_sender_report_->second).count();
    report.block->last_sender_report = last_sender_report_->first;
    report.block->delay = static_cast<std::uint32_t>(delay * 65'536 / 1'000'000);
  }
  return write_rtcp(report);
}

}  // namespace madoguchi::voice
