#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "base/id.h"
#include "voice/media/media_thread.h"
#include "voice/media/port_pool.h"
#include "voice/media/rtp_statistics.h"
#include "voice/media/sound.h"

namespace madoguchi::voice {

/// One call on the telephone side, from the INVITE to the end.
using CallId = base::Id<struct CallTag>;

/// What both sides agreed on (RFC 3264), as far as packets are concerned.
struct MediaFormat {
  Codec codec = Codec::kPcmu;
  std::uint8_t payload_type = 0;
  std::optional<std::uint8_t> telephone_event;  ///< RFC 4733; its packets are no audio
  bool we_send = true;
  bool they_send = true;  ///< false: on hold, so their silence says nothing
  bool operator==(const MediaFormat&) const = default;
};

/// Where packets go, and from which hosts they may come.
struct MediaRemote {
  NetAddress rtp;
  NetAddress rtcp;
  NetAddress signalling;  ///< where the INVITE came from: media may come from there too
};

class RtpLegListener {
 public:
  virtual ~RtpLegListener() = default;
  /// Nothing came for the time-out although the other side should send. Media thread; once.
  virtual void on_media_lost(CallId call) = 0;
};

struct RtpLegOptions {
  CallId call;
  std::uint32_t ssrc = 0;  ///< unpredictable, as are the next two (RFC 3550 section 5.1)
  std::uint16_t first_sequence = 0;
  std::uint32_t first_timestamp = 0;
  std::string cname;
  std::chrono::seconds timeout{30};  ///< 0: never
};

/// The media of one SIP leg: two sockets, a player, what comes in and the reports about it.
///
/// Packets go to the address of the session description, because the peer that sent it is one of
/// ours and has acknowledged our answer (SipCall sees to that), until packets come: then to where
/// those come from (symmetric RTP, RFC 4961). Believed are only the hosts of the description and of
/// the signalling; the first of them that sends is kept, until it has been silent for two seconds.
///
/// Made anywhere, then owned by a media thread; all but the counters is called there.
class RtpLeg final : public MediaTenant {
 public:
  struct Counts {
    std::atomic<std::int64_t> received{0};
    std::atomic<std::int64_t> sent{0};
    std::atomic<std::int64_t> refused{0};  ///< from strangers, or no RTP of this call
    std::atomic<std::int64_t> lost{0};
  };

  RtpLeg(RtpLegOptions options, SocketPair sockets, RtpLegListener& listener);
  ~RtpLeg() override;

  [[nodiscard]] std::vector<int> sockets() const override;
  void on_readable(int fd, MediaTime now) override;
  void on_tick(MediaTime now) override;

  /// After an offer, and again after each re-INVITE. Packets are believed from anew.
  void set_remote(const MediaRemote& remote, const MediaFormat& format);
  /// From the beginning, again and again, until something else is played; none: silence.
  void play(std::shared_ptr<const Sound> sound);

  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  [[nodiscard]] bool is_known_host(const NetAddress& source) const;
  [[nodiscard]] bool latch(const NetAddress& source, MediaTime now);
  void take_rtp(Bytes datagram, const NetAddress& source, MediaTime now);
  void take_rtcp(Bytes datagram, const NetAddress& source, MediaTime now);
  void send_due_audio(MediaTime now);
  void send_audio();
  void send_report(MediaTime now, bool is_end);
  void watch_silence(MediaTime now);

  const RtpLegOptions options_;
  SocketPair sockets_;
  RtpLegListener& listener_;
  Counts counts_;

  std::optional<MediaRemote> remote_;
  MediaFormat format_;
  std::optional<NetAddress> latched_;
  std::optional<NetAddress> rtcp_source_;
  std::optional<MediaTime> last_rtp_;
  std::optional<MediaTime> last_sign_;  ///< of life: RTP or RTCP, or that we began to wait
  bool is_lost_told_ = false;

  std::shared_ptr<const Sound> sound_;
  std::size_t next_packet_ = 0;
  std::optional<MediaTime> next_send_;
  bool is_talkspurt_begin_ = true;
  std::uint16_t sequence_;
  std::uint32_t timestamp_;

  RtpStatistics statistics_;
  std::optional<MediaTime> next_report_;
  std::optional<std::pair<std::uint32_t, MediaTime>> last_sender_report_;
};

}  // namespace madoguchi::voice
