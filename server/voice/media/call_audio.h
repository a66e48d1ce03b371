#pragma once

#include <functional>
#include <memory>
#include <string>

#include "voice/media/audio_leg.h"
#include "voice/media/call_id.h"
#include "voice/media/sound_player.h"

namespace madoguchi::voice {

/// What became of the operator's side of a call.
enum class OperatorSide {
  kConnected,  ///< audio can flow between operator and customer
  kLost,       ///< the transport failed, closed or was never established; hold music is heard
};

/// Who is told what happens in a call's audio. Media thread; must not wait.
class CallAudioListener {
 public:
  virtual ~CallAudioListener() = default;
  virtual void on_customer_lost(CallId call, LegLoss loss) = 0;
  virtual void on_operator_side(CallId call, OperatorSide what) = 0;
  virtual void on_customer_key(CallId call, char key) = 0;
  /// A leg of the call is over: what it counted.
  virtual void on_leg_over(const AudioLeg::Counts& counts) = 0;
};

/// The audio of one call: the customer's leg, the operator's once there is one, and what goes from
/// one to the other. Packets are passed on as they arrive; the customer hears silence until the
/// call is answered, then the hold music unless an operator is connected and does not hold the
/// call, by set_held() or on their phone. A connected operator always hears the customer, or the
/// ring-back tone before anything comes from there. The operator's leg may be replaced at any time.
/// Keys are told, and never passed on as audio.
///
/// Lives on one media thread together with its legs; all functions are called there.
class CallAudio final : public MediaTenant, private AudioLegListener {
 public:
  /// Takes a leg that is closed out of the thread, later, not in the call.
  using Retire = std::function<void(std::shared_ptr<AudioLeg>)>;

  CallAudio(CallId call, std::shared_ptr<AudioLeg> customer, CallAudioListener& listener,
            Retire retire);
  ~CallAudio() override;
  CallAudio(const CallAudio&) = delete;
  CallAudio& operator=(const CallAudio&) = delete;

  /// The call is answered; `music` is what is heard whenever nobody speaks.
  void answer(std::shared_ptr<const Sound> music);
  /// Of a call that was dialled: it rings there. The operator hears the tone until audio comes
  /// (early media) or the call is answered.
  void ring_back(std::shared_ptr<const Sound> tone);
  /// Takes the place of the leg before, without a word about that one. A call that is held stays
  /// so.
  void connect_operator(std::shared_ptr<AudioLeg> leg);
  /// Nobody is on the operator's side any more, and so nobody holds the call.
  void park();
  void set_held(bool is_held);
  void send_keys(std::string_view keys);
  void tap(std::shared_ptr<AudioTap> tap, MediaTime now);
  /// Closes the legs and ends the tap. Nothing follows.
  void end(MediaTime now);

  [[nodiscard]] std::vector<int> sockets() const override { return {}; }
  void on_readable(int, MediaTime) override {}
  void on_tick(MediaTime now) override;

 private:
  enum class Source { kSilence, kMusic, kOperator };

  void on_connected(AudioLeg& leg) override;
  void on_audio(AudioLeg& leg, const AudioPacket& packet, MediaTime now) override;
  void on_key(AudioLeg& leg, char key) override;
  void on_hold_changed(AudioLeg& leg) override;
  void on_interrupted(AudioLeg& leg) override;
  void on_lost(AudioLeg& leg, LegLoss loss) override;

  [[nodiscard]] bool is_customer(const AudioLeg& leg) const { return &leg == customer_.get(); }
  [[nodiscard]] Source wanted_source() const;
  void choose_source();
  void send_to_customer(const AudioPacket& packet, MediaTime now);
  void end_ring_back();
  void drop_operator();
  void set_operator_side(OperatorSide what);
  void give_up(std::shared_ptr<AudioLeg>& leg);

  const CallId call_;
  CallAudioListener& listener_;
  const Retire retire_;
  std::shared_ptr<AudioLeg> customer_;
  std::shared_ptr<AudioLeg> operator_;
  std::optional<OperatorSide> operator_side_;  ///< as it was told of operator_
  bool is_held_ = false;
  std::shared_ptr<const Sound> music_;  ///< null: not answered
  SoundPlayer player_;
  bool has_heard_customer_ = false;
  SoundPlayer ring_back_;  ///< toward the operator
  Source source_ = Source::kSilence;
  std::shared_ptr<AudioTap> tap_;
};

}  // namespace madoguchi::voice
