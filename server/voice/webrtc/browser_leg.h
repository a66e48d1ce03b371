#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "voice/media/audio_leg.h"
#include "voice/webrtc/browser_port.h"

namespace madoguchi::voice {

/// A leg over a browser's transport. Lost (kClosed) when the browser closes DTLS; lost (kSilent)
/// when its certificate is wrong, its consent expires or it never connects.
///
/// A browser that crashed says nothing. It is interrupted when it had been sending and neither a
/// packet nor a check came for kQuiet, and connected again with the next of them: a change of its
/// network looks the same.
class BrowserLeg final : public AudioLeg, private BrowserListener {
 public:
  static constexpr std::chrono::seconds kQuiet{3};

  /// `identity` outlives it.
  BrowserLeg(StreamStart start, const MediaFormat& format, std::shared_ptr<BrowserPort> port,
             const DtlsIdentity& identity, BrowserTransportOptions options);
  ~BrowserLeg() override;

  /// Begins to listen for the browser, on the media thread of the port.
  void open();
  void close() override;

  [[nodiscard]] std::vector<int> sockets() const override { return {}; }
  void on_readable(int, MediaTime) override {}
  void on_tick(MediaTime now) override;

 private:
  void on_transport_connected() override;
  void on_rtp(Bytes packet, MediaTime now) override;
  void on_rtcp(Bytes packet, MediaTime now) override;
  void on_transport_lost(BrowserLoss why) override;

  bool transmit_rtp(Bytes packet) override;
  bool transmit_rtcp(Bytes packet) override;
  [[nodiscard]] bool is_quiet(MediaTime now) const;

  const std::shared_ptr<BrowserPort> port_;
  const DtlsIdentity& identity_;
  BrowserTransportOptions options_;
  std::shared_ptr<BrowserTransport> transport_;
  std::optional<MediaTime> last_rtp_;
  bool is_interrupted_ = false;
};

}  // namespace madoguchi::voice
