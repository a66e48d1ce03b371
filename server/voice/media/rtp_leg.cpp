#include "voice/media/rtp_leg.h"

#include <algorithm>
#include <array>
#include <utility>

namespace madoguchi::voice {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kDatagramsAtOnce = 32;
constexpr std::size_t kMaxDatagram = 1500;
constexpr seconds kRelatch{2};
/// RFC 3550 section 6.2 for two members.
constexpr seconds kReportEvery{5};
/// Behind by more than this the clock of the stream jumps instead of a burst being sent.
constexpr milliseconds kLongestCatchUp{100};

std::uint32_t timestamp_units(MediaTime time) {
  const auto since = duration_cast<microseconds>(time.time_since_epoch()).count();
  return static_cast<std::uint32_t>(since * kSampleRate / 1'000'000);
}

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

RtpLeg::RtpLeg(RtpLegOptions options, SocketPair sockets, RtpLegListener& listener)
    : options_(std::move(options)),
      sockets_(std::move(sockets)),
      listener_(listener),
      sequence_(options_.first_sequence),
      timestamp_(options_.first_timestamp) {}

RtpLeg::~RtpLeg() { send_report(std::chrono::steady_clock::now(), true); }

std::vector<int> RtpLeg::sockets() const { return {sockets_.rtp.fd(), sockets_.rtcp.fd()}; }

void RtpLeg::set_remote(const MediaRemote& remote, const MediaFormat& format) {
  if (format.they_send != format_.they_send || !remote_) last_sign_.reset();
  if (format.we_send != format_.we_send) next_send_.reset();
  remote_ = remote;
  format_ = format;
  latched_.reset();
  rtcp_source_.reset();
}

void RtpLeg::play(std::shared_ptr<const Sound> sound) {
  sound_ = std::move(sound);
  next_packet_ = 0;
  next_send_.reset();
  is_talkspurt_begin_ = true;
}

void RtpLeg::on_readable(int fd, MediaTime now) {
  const bool is_rtp = fd == sockets_.rtp.fd();
  const UdpSocket& socket = is_rtp ? sockets_.rtp : sockets_.rtcp;
  std::array<std::uint8_t, kMaxDatagram> buffer{};
  for (int i = 0; i < kDatagramsAtOnce; ++i) {
    NetAddress source;
    const int size = socket.receive(buffer, source);
    if (size < 0) return;
    const Bytes datagram(buffer.data(), static_cast<std::size_t>(size));
    is_rtp ? take_rtp(datagram, source, now) : take_rtcp(datagram, source, now);
  }
}

bool RtpLeg::is_known_host(const NetAddress& source) const {
  return remote_ &&
         (source.has_same_host(remote_->rtp) || source.has_same_host(remote_->signalling));
}

/// Whether a packet from there belongs to the call.
bool RtpLeg::latch(const NetAddress& source, MediaTime now) {
  if (latched_ == source) return true;
  if (!is_known_host(source)) return false;
  if (latched_ && last_rtp_ && now - *last_rtp_ < kRelatch) return false;
  latched_ = source;
  return true;
}

void RtpLeg::take_rtp(Bytes datagram, const NetAddress& source, MediaTime now) {
  const auto packet = read_rtp(datagram);
  const bool is_ours = packet && (packet->payload_type == format_.payload_type ||
                                  packet->payload_type == format_.telephone_event);
  if (!is_ours || !latch(source, now)) {
    ++counts_.refused;
    return;
  }
  last_rtp_ = now;
  last_sign_ = now;
  ++counts_.received;
  // Packets of keys repeat one timestamp: they say nothing about jitter, but they are not lost.
  if (packet->payload_type == format_.payload_type) {
    statistics_.take(*packet, timestamp_units(now));
  }
  counts_.lost = statistics_.lost();
}

void RtpLeg::take_rtcp(Bytes datagram, const NetAddress& source, MediaTime now) {
  const auto report = read_rtcp(datagram, options_.ssrc);
  if (!report || !is_known_host(source)) {
    ++counts_.refused;
    return;
  }
  rtcp_source_ = source;
  last_sign_ = now;
  if (report->sender_ntp) last_sender_report_.emplace(middle_of(*report->sender_ntp), now);
}

void RtpLeg::on_tick(MediaTime now) {
  if (!remote_) return;
  send_due_audio(now);
  if (!next_report_) next_report_ = now + milliseconds(kReportEvery) / 2;
  if (now >= *next_report_) {
    send_report(now, false);
    next_report_ = now + kReportEvery;
  }
  watch_silence(now);
}

/// The tick only wakes us; the times of the packets come from the first one, so that no delay adds
/// up.
void RtpLeg::send_due_audio(MediaTime now) {
  if (!sound_ || !format_.we_send) return;
  if (!next_send_) next_send_ = now;
  if (now - *next_send_ > kLongestCatchUp) {
    const auto missed = (now - *next_send_) / MediaThread::kTick;
    timestamp_ += static_cast<std::uint32_t>(missed * kSamplesPerPacket);
    *next_send_ += missed * MediaThread::kTick;
  }
  for (; *next_send_ <= now; *next_send_ += MediaThread::kTick) send_audio();
}

void RtpLeg::send_audio() {
  std::array<std::uint8_t, kRtpHeaderSize + kSamplesPerPacket> datagram{};
  RtpPacket header;
  header.has_marker = std::exchange(is_talkspurt_begin_, false);
  header.payload_type = format_.payload_type;
  header.sequence = sequence_++;
  header.timestamp = timestamp_;
  header.ssrc = options_.ssrc;
  write_rtp_header(header, std::span(datagram).first<kRtpHeaderSize>());
  std::ranges::copy(sound_->packet(format_.codec, next_packet_++),
                    datagram.begin() + kRtpHeaderSize);
  timestamp_ += kSamplesPerPacket;
  if (sockets_.rtp.send(datagram, latched_.value_or(remote_->rtp))) ++counts_.sent;
}

void RtpLeg::send_report(MediaTime now, bool is_end) {
  if (!remote_) return;
  RtcpReport report;
  report.ssrc = options_.ssrc;
  report.name = options_.cname;
  report.is_end = is_end;
  const auto sent = static_cast<std::uint32_t>(counts_.sent);
  if (sent > 0) report.sender = SenderInfo{ntp_now(), timestamp_, sent, sent * kSamplesPerPacket};
  report.block = statistics_.report();
  if (report.block && last_sender_report_) {
    const auto delay = duration_cast<microseconds>(now - last_sender_report_->second).count();
    report.block->last_sender_report = last_sender_report_->first;
    report.block->delay = static_cast<std::uint32_t>(delay * 65'536 / 1'000'000);
  }
  sockets_.rtcp.send(write_rtcp(report), rtcp_source_.value_or(remote_->rtcp));
}

void RtpLeg::watch_silence(MediaTime now) {
  if (!last_sign_ || !format_.they_send) last_sign_ = now;
  if (options_.timeout.count() == 0 || is_lost_told_) return;
  if (now - *last_sign_ < options_.timeout) return;
  is_lost_told_ = true;
  listener_.on_media_lost(options_.call);
}

}  // namespace madoguchi::voice
