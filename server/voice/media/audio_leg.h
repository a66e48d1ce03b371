#pragma once

#include <array>
#include <atomic>
#include <optional>
#include <string>
#include <string_view>

#include "voice/media/audio_tap.h"
#include "voice/media/key_events.h"
#include "voice/media/rtcp_reporter.h"
#include "voice/media/rtp_timeline.h"
#include "voice/media/stream_start.h"

namespace madoguchi::voice {

class AudioLeg;

/// What both sides of a leg agreed on (RFC 3264), as far as packets are concerned.
struct MediaFormat {
  Codec codec = Codec::kPcmu;
  std::uint8_t payload_type = 0;
  std::optional<std::uint8_t> telephone_event;  ///< RFC 4733; its packets are no audio
  bool we_send = true;
  bool they_send = true;
  bool operator==(const MediaFormat&) const = default;
};

/// How a leg ended by itself.
enum class LegLoss {
  kClosed,  ///< the other side said so
  kSilent,  ///< nothing came any more, or never
};

/// Who is told what happens on a leg. Media thread. The leg may be closed from inside each of them.
class AudioLegListener {
 public:
  virtual ~AudioLegListener() = default;
  /// Audio can flow; again after on_interrupted().
  virtual void on_connected(AudioLeg& leg) = 0;
  /// The view ends with the call.
  virtual void on_audio(AudioLeg& leg, const AudioPacket& packet, MediaTime now) = 0;
  /// Once for each press.
  virtual void on_key(AudioLeg& leg, char key) = 0;
  /// AudioLeg::is_on_hold() is another one now.
  virtual void on_hold_changed(AudioLeg& leg) = 0;
  /// Nothing comes; it may come back.
  virtual void on_interrupted(AudioLeg& leg) = 0;
  /// Once; nothing follows.
  virtual void on_lost(AudioLeg& leg, LegLoss loss) = 0;
};

/// One end of a call as RTP: one stream of ours, whatever its source (RtpTimeline), keys in both
/// directions, the reports about both. How packets get there is the matter of what derives from it.
///
/// Made anywhere, then owned by a media thread; all but the counters is called there.
class AudioLeg : public MediaTenant {
 public:
  struct Counts {
    std::atomic<std::int64_t> received{0};
    std::atomic<std::int64_t> sent{0};
    std::atomic<std::int64_t> refused{0};  ///< from strangers, or no RTP of this call
    std::atomic<std::int64_t> lost{0};
  };

  explicit AudioLeg(StreamStart start);

  /// Null: nobody. The listener outlives the leg or is taken away before it ends.
  void listen(AudioLegListener* listener) { listener_ = listener; }
  [[nodiscard]] bool is_connected() const { return is_connected_; }
  [[nodiscard]] Codec codec() const { return format_.codec; }
  /// The other side does not listen (RFC 3264 section 8.4). What it sends meanwhile, if anything,
  /// is its music, so its silence says nothing.
  [[nodiscard]] bool is_on_hold() const { return !format_.we_send; }
  [[nodiscard]] const Counts& counts() const { return counts_; }

  /// In the codec of the leg. What was sent, as a view until the next call; nothing when it was
  /// not: the other side does not listen, a key is being sent instead, or it came too late.
  std::optional<AudioPacket> send(const AudioPacket& packet, MediaTime now);
  /// What is sent next is of another source.
  void switch_source() { timeline_.switch_source(); }
  /// In place of audio while they last; dropped when the other side knows no telephone-event.
  void send_keys(std::string_view keys);
  /// Says good-bye. Nothing is sent or told any more.
  virtual void close() = 0;

  void on_tick(MediaTime now) override;

 protected:
  static constexpr std::size_t kMaxDatagram = 1500;

  void set_format(const MediaFormat& format);
  [[nodiscard]] const MediaFormat& format() const { return format_; }
  /// Whether it can be of this leg, going by its payload type.
  [[nodiscard]] bool is_expected(const RtpPacket& packet) const;
  /// What transport and addresses have shown to be genuine and expected.
  void take_rtp(const RtpPacket& packet, MediaTime now);
  /// False: it is no RTCP.
  [[nodiscard]] bool take_rtcp(Bytes datagram, MediaTime now);
  void refuse() { ++counts_.refused; }
  void send_report(MediaTime now, bool is_end);

  void tell_connected();
  void tell_interrupted();
  void tell_lost(LegLoss loss);

  /// False: not taken by the kernel, or there is no way to the other side.
  virtual bool transmit_rtp(Bytes packet) = 0;
  virtual bool transmit_rtcp(Bytes packet) = 0;

 private:
  void send_key_packet(MediaTime now);
  bool transmit(const RtpPacket& packet);

  AudioLegListener* listener_ = nullptr;
  const std::uint32_t ssrc_;
  MediaFormat format_;
  RtpTimeline timeline_;
  RtcpReporter reports_;
  KeySender keys_;
  KeyReceiver pressed_;
  std::uint32_t key_timestamp_ = 0;
  Counts counts_;
  bool is_connected_ = false;
  std::array<std::uint8_t, kMaxDatagram> datagram_{};
};

}  // namespace madoguchi::voice
