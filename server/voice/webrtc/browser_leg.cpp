#include "voice/webrtc/browser_leg.h"

#include <algorithm>
#include <utility>

namespace madoguchi::voice {

BrowserLeg::BrowserLeg(StreamStart start, const MediaFormat& format,
                       std::shared_ptr<BrowserPort> port, const DtlsIdentity& identity,
                       BrowserTransportOptions options)
    : AudioLeg(std::move(start)),
      port_(std::move(port)),
      identity_(identity),
      options_(std::move(options)) {
  set_format(format);
}

BrowserLeg::~BrowserLeg() { BrowserLeg::close(); }

void BrowserLeg::open() {
  BrowserListener& listener = *this;
  transport_ = port_->open(identity_, options_, listener);
}

void BrowserLeg::close() {
  if (!transport_) return;
  if (is_connected()) send_report(std::chrono::steady_clock::now(), true);
  port_->close(std::exchange(transport_, nullptr));
}

void BrowserLeg::on_transport_connected() { tell_connected(); }

void BrowserLeg::on_rtp(Bytes datagram, MediaTime now) {
  const auto packet = read_rtp(datagram);
  if (!packet || !is_expected(*packet)) return refuse();
  last_rtp_ = now;
  take_rtp(*packet, now);
}

void BrowserLeg::on_rtcp(Bytes datagram, MediaTime now) {
  if (!take_rtcp(datagram, now)) refuse();
}

void BrowserLeg::on_transport_lost(BrowserLoss why) {
  tell_lost(why == BrowserLoss::kPeerClosed ? LegLoss::kClosed : LegLoss::kSilent);
}

bool BrowserLeg::transmit_rtp(Bytes packet) { return transport_ && transport_->send_rtp(packet); }

bool BrowserLeg::transmit_rtcp(Bytes packet) { return transport_ && transport_->send_rtcp(packet); }

bool BrowserLeg::is_quiet(MediaTime now) const {
  if (!last_rtp_) return false;
  const MediaTime last_sign = std::max(*last_rtp_, transport_->last_check().value_or(*last_rtp_));
  return now - last_sign > kQuiet;
}

void BrowserLeg::on_tick(MediaTime now) {
  if (!transport_ || transport_->is_lost() || !is_connected()) return;
  AudioLeg::on_tick(now);
  const bool was_interrupted = std::exchange(is_interrupted_, is_quiet(now));
  if (is_interrupted_ == was_interrupted) return;
  is_interrupted_ ? tell_interrupted() : tell_connected();
}

}  // namespace madoguchi::voice
