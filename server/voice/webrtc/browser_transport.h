#pragma once

#include <functional>
#include <optional>
#include <string>

#include "voice/webrtc/dtls_session.h"
#include "voice/webrtc/ice_lite.h"
#include "voice/webrtc/srtp_session.h"

namespace madoguchi::voice {

/// Why a transport is lost.
enum class BrowserLoss { kDtlsFailed, kPeerClosed, kConsentExpired, kNeverConnected };

/// Who is told what comes from a browser. Media thread.
class BrowserListener {
 public:
  virtual ~BrowserListener() = default;
  /// Media can flow in both directions.
  virtual void on_transport_connected() = 0;
  /// Decrypted and genuine; the view ends with the call.
  virtual void on_rtp(Bytes packet, MediaTime now) = 0;
  virtual void on_rtcp(Bytes packet, MediaTime now) = 0;
  /// Once; nothing follows.
  virtual void on_transport_lost(BrowserLoss why) = 0;
};

struct BrowserTransportOptions {
  IceCredentials own;
  std::string their_ufrag;
  std::string their_fingerprint;  ///< "sha-256 4A:..."
  /// From the offer until media can flow.
  std::chrono::seconds connect_deadline{15};
};

/// The way to one browser: ICE-lite, then DTLS as the passive side, then SRTP, on one address
/// (BUNDLE, rtcp-mux). It has no socket: BrowserPort carries its datagrams. Media thread.
class BrowserTransport {
 public:
  using SendTo = std::function<void(Bytes, const NetAddress&)>;

  BrowserTransport(const DtlsIdentity& identity, BrowserTransportOptions options,
                   BrowserListener& listener, SendTo send);
  BrowserTransport(const BrowserTransport&) = delete;
  BrowserTransport& operator=(const BrowserTransport&) = delete;

  [[nodiscard]] const std::string& ufrag() const { return ice_.own().ufrag; }
  /// STUN is taken from everywhere, the rest only from peer(). True: it was a check, and
  /// genuine.
  bool receive(Bytes datagram, const NetAddress& source, MediaTime now);
  void tick(MediaTime now);
  /// False: not connected yet, or no packet that SRTP takes.
  bool send_rtp(Bytes packet);
  bool send_rtcp(Bytes packet);
  void close();

  /// Where the browser is, as its checks say; none: it made none.
  [[nodiscard]] const std::optional<NetAddress>& peer() const { return ice_.peer(); }
  [[nodiscard]] bool is_connected() const { return outgoing_.has_value(); }
  [[nodiscard]] bool is_lost() const { return is_lost_; }
  /// When the browser last showed in a check that it wants media.
  [[nodiscard]] const std::optional<MediaTime>& last_check() const { return ice_.last_check(); }

 private:
  bool receive_stun(Bytes datagram, const NetAddress& source, MediaTime now);
  void receive_dtls(Bytes datagram);
  void receive_media(Bytes datagram, MediaTime now);
  void begin_srtp();
  void follow_dtls();
  bool send_protected(Bytes packet, bool (SrtpSession::*protect)(PacketBuffer&));
  void lose(BrowserLoss why);

  const DtlsIdentity& identity_;
  BrowserTransportOptions options_;
  BrowserListener& listener_;
  SendTo send_;
  IceLite ice_;
  std::optional<DtlsSession> dtls_;
  std::optional<SrtpSession> incoming_;
  std::optional<SrtpSession> outgoing_;
  std::optional<MediaTime> first_tick_;
  PacketBuffer buffer_;
  bool is_lost_ = false;
};

}  // namespace madoguchi::voice
