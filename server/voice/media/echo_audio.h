#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "voice/media/audio_leg.h"

namespace madoguchi::voice {

/// Says again what a leg hears, a second later: somebody tries their microphone and speaker [V14].
/// Ends with the leg, or after kLongest. Keys are not said again.
///
/// Lives on one media thread together with its leg; all functions are called there.
class EchoAudio final : public MediaTenant,
                        public std::enable_shared_from_this<EchoAudio>,
                        private AudioLegListener {
 public:
  static constexpr std::chrono::seconds kDelay{1};
  static constexpr std::chrono::seconds kLongest{60};
  /// Packets that wait; a sender who sends more than two seconds in one is not heard beyond it.
  static constexpr std::size_t kMaxWaiting = 100;

  /// Takes what is over out of the thread, later, not in the call.
  using Retire = std::function<void(std::shared_ptr<MediaTenant>)>;

  EchoAudio(std::shared_ptr<AudioLeg> leg, MediaTime begin, Retire retire);
  ~EchoAudio() override;
  EchoAudio(const EchoAudio&) = delete;
  EchoAudio& operator=(const EchoAudio&) = delete;

  [[nodiscard]] std::vector<int> sockets() const override { return {}; }
  void on_readable(int, MediaTime) override {}
  void on_tick(MediaTime now) override;

 private:
  struct Waiting {
    MediaTime due;
    Codec codec = Codec::kPcmu;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::vector<std::uint8_t> payload;
  };

  void on_connected(AudioLeg&) override {}
  void on_audio(AudioLeg& leg, const AudioPacket& packet, MediaTime now) override;
  void on_key(AudioLeg&, char) override {}
  void on_hold_changed(AudioLeg&) override {}
  void on_interrupted(AudioLeg&) override {}
  void on_lost(AudioLeg& leg, LegLoss loss) override;
  void end();

  std::shared_ptr<AudioLeg> leg_;  ///< null: it is over
  const MediaTime ends_at_;
  const Retire retire_;
  std::deque<Waiting> waiting_;
};

}  // namespace madoguchi::voice
