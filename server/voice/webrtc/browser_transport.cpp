#include "voice/webrtc/browser_transport.h"

#include <algorithm>

namespace madoguchi::voice {
namespace {

// RFC 7983 section 7: the first byte tells the protocols on one port apart.
bool is_dtls(Bytes datagram) { return datagram[0] >= 20 && datagram[0] <= 63; }
bool is_media(Bytes datagram) { return datagram[0] >= 128 && datagram[0] <= 191; }

/// RFC 5761 section 4: packet types 64 to 95 of RTP are not given, so that the second byte decides.
bool is_rtcp(Bytes datagram) {
  return datagram.size() > 1 && datagram[1] >= 192 && datagram[1] <= 223;
}

bool fill(PacketBuffer& buffer, Bytes packet) {
  if (packet.size() > PacketBuffer::kMaxPacket) return false;
  std::ranges::copy(packet, buffer.bytes.begin());
  buffer.size = packet.size();
  return true;
}

}  // namespace

BrowserTransport::BrowserTransport(const DtlsIdentity& identity, BrowserTransportOptions options,
                                   BrowserListener& listener, SendTo send)
    : identity_(identity),
      options_(std::move(options)),
      listener_(listener),
      send_(std::move(send)),
      ice_(options_.own, options_.their_ufrag) {}

bool BrowserTransport::receive(Bytes datagram, const NetAddress& source, MediaTime now) {
  if (is_lost_ || datagram.empty()) return false;
  if (is_stun(datagram)) return receive_stun(datagram, source, now);
  if (ice_.peer() != source) return false;
  if (is_dtls(datagram)) {
    receive_dtls(datagram);
  } else if (is_media(datagram) && incoming_ && fill(buffer_, datagram)) {
    receive_media(datagram, now);
  }
  return false;
}

bool BrowserTransport::receive_stun(Bytes datagram, const NetAddress& source, MediaTime now) {
  const IceLite::Answer answer = ice_.receive(datagram, source, now);
  if (!answer.reply.empty()) send_(answer.reply, source);
  return answer.is_genuine;
}

/// The browser is the client; its first flight begins the session.
void BrowserTransport::receive_dtls(Bytes datagram) {
  if (!dtls_) {
    auto session = DtlsSession::start(identity_, DtlsSession::Role::kServer,
                                      options_.their_fingerprint, [this](Bytes flight) {
                                        if (ice_.peer()) send_(flight, *ice_.peer());
                                      });
    if (!session) return lose(BrowserLoss::kDtlsFailed);
    dtls_.emplace(*std::move(session));
  }
  dtls_->receive(datagram);
  follow_dtls();
}

void BrowserTransport::follow_dtls() {
  switch (dtls_->state()) {
    case DtlsSession::State::kHandshaking:
      return;
    case DtlsSession::State::kEstablished:
      return is_connected() ? void() : begin_srtp();
    case DtlsSession::State::kFailed:
      return lose(BrowserLoss::kDtlsFailed);
    case DtlsSession::State::kClosed:
      return lose(BrowserLoss::kPeerClosed);
  }
}

void BrowserTransport::begin_srtp() {
  const auto keys = dtls_->keys();
  if (!keys) return lose(BrowserLoss::kDtlsFailed);
  auto incoming = SrtpSession::make(keys->suite, keys->sent_by_client);
  auto outgoing = SrtpSession::make(keys->suite, keys->sent_by_server);
  if (!incoming || !outgoing) return lose(BrowserLoss::kDtlsFailed);
  incoming_.emplace(*std::move(incoming));
  outgoing_.emplace(*std::move(outgoing));
  listener_.on_transport_connected();
}

void BrowserTransport::receive_media(Bytes datagram, MediaTime now) {
  if (is_rtcp(datagram)) {
    if (incoming_->unprotect_rtcp(buffer_)) listener_.on_rtcp(buffer_.view(), now);
  } else if (incoming_->unprotect_rtp(buffer_)) {
    listener_.on_rtp(buffer_.view(), now);
  }
}

void BrowserTransport::tick(MediaTime now) {
  if (is_lost_) return;
  if (!first_tick_) first_tick_ = now;
  if (dtls_) {
    dtls_->tick();
    follow_dtls();
  }
  if (is_connected()) {
    if (!ice_.has_consent(now)) lose(BrowserLoss::kConsentExpired);
  } else if (now - *first_tick_ >= options_.connect_deadline) {
    lose(BrowserLoss::kNeverConnected);
  }
}

bool BrowserTransport::send_protected(Bytes packet, bool (SrtpSession::*protect)(PacketBuffer&)) {
  if (is_lost_ || !outgoing_ || !ice_.peer() || !fill(buffer_, packet)) return false;
  if (!(*outgoing_.*protect)(buffer_)) return false;
  send_(buffer_.view(), *ice_.peer());
  return true;
}

bool BrowserTransport::send_rtp(Bytes packet) {
  return send_protected(packet, &SrtpSession::protect_rtp);
}

bool BrowserTransport::send_rtcp(Bytes packet) {
  return send_protected(packet, &SrtpSession::protect_rtcp);
}

void BrowserTransport::close() {
  if (dtls_) dtls_->close();
  is_lost_ = true;
}

void BrowserTransport::lose(BrowserLoss why) {
  if (is_lost_) return;
  is_lost_ = true;
  listener_.on_transport_lost(why);
}

}  // namespace madoguchi::voice
