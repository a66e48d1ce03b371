#pragma once

#include <optional>
#include <string>

#include "voice/media/rtp_packet.h"
#include "voice/webrtc/ice_lite.h"
#include "voice/webrtc/srtp_session.h"
#include "voice/webrtc/webrtc_testing.h"

namespace madoguchi::voice {

/// A browser in miniature, made of a socket, checks and OpenSSL as the client.
class FakeBrowser {
 public:
  static constexpr const char* kUfrag = "them";
  /// What its answer says of the server.
  struct Server {
    NetAddress address;
    IceCredentials ice;
    std::string fingerprint;
  };

  FakeBrowser();
  explicit FakeBrowser(Server server);

  [[nodiscard]] std::string fingerprint() const { return identity_.fingerprint(); }
  [[nodiscard]] std::string offer(const std::string& formats = "111 0 8 126") const;
  /// Everything from the answer to media that can flow.
  void connect(const std::string& answer);

  void send(const Datagram& datagram);
  /// Empty when none comes within a second.
  Datagram receive(int milliseconds = 1'000);
  /// A check with nomination; its reply.
  Datagram check();
  /// Until the session is up; datagrams of the server drive it. A second each in which none comes.
  void shake_hands(int rounds = 20);
  [[nodiscard]] DtlsSession& dtls() { return *dtls_; }
  void begin_srtp();

  void send_rtp(std::uint16_t sequence, Bytes payload, std::uint8_t type = 0);
  void send_rtcp();
  /// The next packet of audio; reports are passed over. A view until the next call.
  std::optional<RtpPacket> receive_rtp(int milliseconds = 1'000);
  int drain();
  [[nodiscard]] int reports() const { return reports_; }

 private:
  Server server_;
  UdpSocket socket_;
  DtlsIdentity identity_;
  std::optional<DtlsSession> dtls_;
  std::optional<SrtpSession> sender_;
  std::optional<SrtpSession> receiver_;
  PacketBuffer received_;
  int reports_ = 0;
};

}  // namespace madoguchi::voice
