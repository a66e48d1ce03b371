#include "voice/webrtc/fake_browser_testing.h"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>

namespace madoguchi::voice {
namespace {

PacketBuffer filled(const Datagram& packet) {
  PacketBuffer buffer;
  std::ranges::copy(packet, buffer.bytes.begin());
  buffer.size = packet.size();
  return buffer;
}

/// What stands behind the name, up to a space or the end of the line.
std::string value_of(const std::string& text, const std::string& name) {
  const auto at = text.find(name);
  if (at == std::string::npos) return {};
  const auto begin = at + name.size();
  return text.substr(begin, text.find("\r\n", begin) - begin);
}

}  // namespace

FakeBrowser::FakeBrowser() : FakeBrowser(Server{}) {}

FakeBrowser::FakeBrowser(Server server)
    : server_(std::move(server)),
      socket_(*UdpSocket::bind(*NetAddress::parse("127.0.0.1"))),
      identity_(*DtlsIdentity::make()) {}

std::string FakeBrowser::offer(const std::string& formats) const {
  return fmt::format(
      "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
      "m=audio 9 UDP/TLS/RTP/SAVPF {}\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:{}\r\n"
      "a=ice-pwd:theirPassword/of+24+chars\r\na=fingerprint:{}\r\na=setup:actpass\r\na=mid:0\r\n"
      "a=sendrecv\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:0 PCMU/8000\r\n"
      "a=rtpmap:8 PCMA/8000\r\na=rtpmap:126 telephone-event/8000\r\n",
      formats, kUfrag, fingerprint());
}

void FakeBrowser::connect(const std::string& answer) {
  const auto port = static_cast<std::uint16_t>(std::stoi(value_of(answer, "m=audio ")));
  server_.address = *NetAddress::parse("127.0.0.1", port);
  server_.ice = {value_of(answer, "a=ice-ufrag:"), value_of(answer, "a=ice-pwd:")};
  server_.fingerprint = value_of(answer, "a=fingerprint:");
  ASSERT_EQ(stun_type(check()), 0x0101);
  shake_hands();
  ASSERT_EQ(dtls_->state(), DtlsSession::State::kEstablished);
  begin_srtp();
}

void FakeBrowser::send(const Datagram& datagram) {
  ASSERT_TRUE(socket_.send(datagram, server_.address));
}

Datagram FakeBrowser::receive(int milliseconds) {
  pollfd waiting{socket_.fd(), POLLIN, 0};
  if (::poll(&waiting, 1, milliseconds) <= 0) return {};
  Datagram datagram(PacketBuffer::kMaxPacket);
  NetAddress source;
  const int size = socket_.receive(datagram, source);
  datagram.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return datagram;
}

Datagram FakeBrowser::check() {
  const StunRequest request{server_.ice.ufrag + ":" + kUfrag, server_.ice.password, true};
  send(request.bytes());
  for (int i = 0; i < 200; ++i) {
    Datagram reply = receive();
    if (reply.empty() || is_stun(reply)) return reply;
  }
  return {};
}

void FakeBrowser::shake_hands(int rounds) {
  dtls_.emplace(*DtlsSession::start(identity_, DtlsSession::Role::kClient, server_.fingerprint,
                                    [this](Bytes bytes) { socket_.send(bytes, server_.address); }));
  for (int i = 0; i < rounds && dtls_->state() == DtlsSession::State::kHandshaking; ++i) {
    const Datagram datagram = receive();
    if (datagram.empty()) dtls_->tick();
    dtls_->receive(datagram);
  }
}

void FakeBrowser::begin_srtp() {
  const SrtpKeys keys = *dtls_->keys();
  sender_.emplace(*SrtpSession::make(keys.suite, keys.sent_by_client));
  receiver_.emplace(*SrtpSession::make(keys.suite, keys.sent_by_server));
}

void FakeBrowser::send_rtp(std::uint16_t sequence, Bytes payload, std::uint8_t type) {
  Datagram datagram =
      rtp_datagram(9, sequence, {reinterpret_cast<const char*>(payload.data()), payload.size()});
  datagram[1] = type;
  PacketBuffer buffer = filled(datagram);
  ASSERT_TRUE(sender_->protect_rtp(buffer));
  socket_.send(buffer.view(), server_.address);
}

void FakeBrowser::send_rtcp() {
  PacketBuffer buffer = filled({0x80, 201, 0, 1, 0, 0, 0, 9});
  ASSERT_TRUE(sender_->protect_rtcp(buffer));
  socket_.send(buffer.view(), server_.address);
}

std::optional<RtpPacket> FakeBrowser::receive_rtp(int milliseconds) {
  while (true) {
    const Datagram datagram = receive(milliseconds);
    if (datagram.empty()) return std::nullopt;
    received_ = filled(datagram);
    if (datagram[1] >= 192 && datagram[1] <= 223) {
      if (receiver_->unprotect_rtcp(received_)) ++reports_;
    } else if (receiver_->unprotect_rtp(received_)) {
      return read_rtp(received_.view());
    }
  }
}

int FakeBrowser::drain() {
  int count = 0;
  while (receive_rtp(0)) ++count;
  return count;
}

}  // namespace madoguchi::voice
