#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "voice/media/audio_leg.h"
#include "voice/media/call_id.h"
#include "voice/media/port_pool.h"

namespace madoguchi::voice {

/// Where packets go, and from which hosts they may come.
struct MediaRemote {
  NetAddress rtp;
  NetAddress rtcp;
  NetAddress signalling;  ///< where the INVITE came from: media may come from there too
};

struct RtpLegOptions {
  StreamStart start;
  std::chrono::seconds timeout{30};  ///< 0: never
  /// A desk phone whose operator holds sends nothing; a customer who does so for the time-out has
  /// vanished.
  bool may_hold_silently = false;
};

/// A leg over plain RTP: two sockets of its own. Lost (kSilent) when nothing came for the time-out
/// although the other side should send.
///
/// Packets go to the address of the session description, because the peer that sent it is one of
/// ours and has acknowledged our answer (SipCall sees to that), until packets come: then to where
/// those come from (symmetric RTP, RFC 4961). Believed are only the hosts of the description and of
/// the signalling; the first of them that sends is kept, until it has been silent for two seconds.
class RtpLeg final : public AudioLeg {
 public:
  RtpLeg(RtpLegOptions options, SocketPair sockets);
  ~RtpLeg() override;

  [[nodiscard]] std::vector<int> sockets() const override;
  void on_readable(int fd, MediaTime now) override;
  void on_tick(MediaTime now) override;
  void close() override;

  /// After an offer, and again after each re-INVITE. Packets are believed from anew. Audio can flow
  /// from the first time on.
  void set_remote(const MediaRemote& remote, const MediaFormat& format);

 private:
  bool transmit_rtp(Bytes packet) override;
  bool transmit_rtcp(Bytes packet) override;
  [[nodiscard]] bool is_known_host(const NetAddress& source) const;
  [[nodiscard]] bool latch(const NetAddress& source, MediaTime now);
  void receive_rtp(Bytes datagram, const NetAddress& source, MediaTime now);
  void receive_rtcp(Bytes datagram, const NetAddress& source, MediaTime now);
  void watch_silence(MediaTime now);

  const std::chrono::seconds timeout_;
  const bool may_hold_silently_;
  SocketPair sockets_;
  std::optional<MediaRemote> remote_;
  std::optional<NetAddress> latched_;
  std::optional<NetAddress> rtcp_source_;
  std::optional<MediaTime> last_rtp_;
  std::optional<MediaTime> last_sign_;  ///< of life: RTP or RTCP, or that we began to wait
  bool is_lost_told_ = false;
  bool is_closed_ = false;
};

}  // namespace madoguchi::voice
