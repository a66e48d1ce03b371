#include "voice/media/rtp_leg.h"

#include <array>
#include <utility>

namespace madoguchi::voice {
namespace {

constexpr std::chrono::seconds kRelatch{2};

}  // namespace

RtpLeg::RtpLeg(RtpLegOptions options, SocketPair sockets)
    : AudioLeg(std::move(options.start)),
      timeout_(options.timeout),
      may_hold_silently_(options.may_hold_silently),
      sockets_(std::move(sockets)) {}

RtpLeg::~RtpLeg() { RtpLeg::close(); }

void RtpLeg::close() {
  if (!is_closed_ && remote_) send_report(std::chrono::steady_clock::now(), true);
  is_closed_ = true;
}

std::vector<int> RtpLeg::sockets() const { return {sockets_.rtp.fd(), sockets_.rtcp.fd()}; }

void RtpLeg::set_remote(const MediaRemote& remote, const MediaFormat& format) {
  const bool is_first = !remote_;
  if (is_first || format.they_send != this->format().they_send) last_sign_.reset();
  remote_ = remote;
  latched_.reset();
  rtcp_source_.reset();
  set_format(format);
  if (is_first) tell_connected();
}

/// One datagram at a time: packets come one by one, so that asking for another would be a system
/// call in vain for each; if there is one, epoll (level-triggered) says so again.
void RtpLeg::on_readable(int fd, MediaTime now) {
  const bool is_rtp = fd == sockets_.rtp.fd();
  const UdpSocket& socket = is_rtp ? sockets_.rtp : sockets_.rtcp;
  std::array<std::uint8_t, kMaxDatagram> buffer{};
  NetAddress source;
  const int size = socket.receive(buffer, source);
  if (size < 0) return;
  const Bytes datagram(buffer.data(), static_cast<std::size_t>(size));
  is_rtp ? receive_rtp(datagram, source, now) : receive_rtcp(datagram, source, now);
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

void RtpLeg::receive_rtp(Bytes datagram, const NetAddress& source, MediaTime now) {
  const auto packet = read_rtp(datagram);
  if (is_closed_ || !packet || !is_expected(*packet) || !latch(source, now)) return refuse();
  last_rtp_ = now;
  last_sign_ = now;
  take_rtp(*packet, now);
}

void RtpLeg::receive_rtcp(Bytes datagram, const NetAddress& source, MediaTime now) {
  if (is_closed_ || !is_known_host(source) || !take_rtcp(datagram, now)) return refuse();
  rtcp_source_ = source;
  last_sign_ = now;
}

bool RtpLeg::transmit_rtp(Bytes packet) {
  return !is_closed_ && remote_ && sockets_.rtp.send(packet, latched_.value_or(remote_->rtp));
}

bool RtpLeg::transmit_rtcp(Bytes packet) {
  return !is_closed_ && remote_ && sockets_.rtcp.send(packet, rtcp_source_.value_or(remote_->rtcp));
}

void RtpLeg::on_tick(MediaTime now) {
  if (!remote_ || is_closed_) return;
  AudioLeg::on_tick(now);
  watch_silence(now);
}

void RtpLeg::watch_silence(MediaTime now) {
  const bool should_send = format().they_send && !(may_hold_silently_ && is_on_hold());
  if (!last_sign_ || !should_send) last_sign_ = now;
  if (timeout_.count() == 0 || is_lost_told_) return;
  if (now - *last_sign_ < timeout_) return;
  is_lost_told_ = true;
  tell_lost(LegLoss::kSilent);
}

}  // namespace madoguchi::voice
