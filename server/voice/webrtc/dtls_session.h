#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "voice/media/udp_socket.h"
#include "voice/webrtc/dtls_identity.h"

namespace madoguchi::voice {

enum class SrtpSuite { kAes128CmHmacSha1, kAeadAes128Gcm };

/// Key and salt of one direction; how many bytes count depends on the suite.
struct SrtpKey {
  static constexpr std::size_t kMaxSize = 30;
  std::array<std::uint8_t, kMaxSize> bytes{};
  std::size_t size = 0;
};

/// What the handshake gives to SRTP (RFC 5764 section 4.2).
struct SrtpKeys {
  SrtpSuite suite = SrtpSuite::kAes128CmHmacSha1;
  SrtpKey sent_by_client;
  SrtpKey sent_by_server;
};

/// One handshake of DTLS-SRTP (RFC 5764), over datagrams that its owner carries: it has no socket
/// and no timer. After the handshake it only notices that the other side closes. Not thread-safe.
class DtlsSession {
 public:
  enum class Role { kServer, kClient };  ///< a=setup:passive, a=setup:active
  enum class State {
    kHandshaking,
    kEstablished,  ///< keys() are there, the certificate is the one of the fingerprint
    kFailed,       ///< no common suite, the wrong certificate, or no handshake at all
    kClosed,       ///< the other side said that it ends
  };
  /// Takes one datagram to the other side.
  using Send = std::function<void(Bytes)>;

  /// `fingerprint` as the other side's session description has it: "sha-256 4A:AD:...". kInternal
  /// when OpenSSL is out of memory. A client sends its first flight at once.
  [[nodiscard]] static base::Result<DtlsSession> start(const DtlsIdentity& identity, Role role,
                                                       std::string fingerprint, Send send);

  /// A datagram of the other side: its first byte is 20 to 63 (RFC 7983).
  void receive(Bytes datagram);
  /// Repeats a flight that was lost, when it is time. To be called every 50 ms or more often until
  /// the state is no longer kHandshaking.
  void tick();
  /// Tells the other side that it ends.
  void close();

  [[nodiscard]] State state() const { return state_; }
  /// Only when established.
  [[nodiscard]] std::optional<SrtpKeys> keys() const;

 private:
  DtlsSession(SslPtr ssl, std::string fingerprint, Send send);
  void advance();
  void flush();
  void finish_handshake();
  [[nodiscard]] bool has_expected_certificate() const;

  SslPtr ssl_;
  BIO* incoming_ = nullptr;  ///< owned by ssl_, as is the next
  BIO* outgoing_ = nullptr;
  std::string fingerprint_;
  Send send_;
  State state_ = State::kHandshaking;
};

}  // namespace madoguchi::voice
