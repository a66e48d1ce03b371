#pragma once

#include <memory>
#include <string>

#include "voice/call/media_lanes.h"
#include "voice/media/call_audio.h"
#include "voice/media/rtp_leg.h"
#include "voice/telephone.h"
#include "voice/webrtc/browser_gateway.h"

namespace madoguchi::voice {

/// The SIP thread's hold on the audio of one call: what is asked here happens on the call's media
/// thread, in this order. Its end is the end of the audio.
class CallMedia {
 public:
  /// Hands the customer's leg over to the lane. kTryLater: the thread has too much to do.
  [[nodiscard]] static base::Result<std::unique_ptr<CallMedia>> open(
      CallId call, MediaLane& lane, std::shared_ptr<AudioLeg> customer,
      CallAudioListener& listener);
  ~CallMedia();
  CallMedia(const CallMedia&) = delete;
  CallMedia& operator=(const CallMedia&) = delete;

  void answer(std::shared_ptr<const Sound> music);
  /// Until audio comes from there, or the answer.
  void ring_back(std::shared_ptr<const Sound> tone);
  /// The browser becomes the operator's side; replies once it is waited for. False: the thread has
  /// too much to do (the reply says so), and who is there stays.
  [[nodiscard]] bool connect_operator(BrowserGateway::End browser, const DescriptionReply& reply);
  /// A desk phone becomes the operator's side.
  void connect_phone(std::shared_ptr<RtpLeg> phone, const MediaRemote& remote,
                     const MediaFormat& format);
  void park();
  void set_held(bool is_held);
  void send_keys(std::string keys);
  void tap(std::shared_ptr<AudioTap> tap);
  /// Runs there, behind what was asked before. False when the thread ends.
  bool post(TaskQueue::Task task) { return lane_.thread->post_always(std::move(task)); }

  [[nodiscard]] const std::shared_ptr<BrowserPort>& browsers() const { return lane_.browsers; }

 private:
  CallMedia(MediaLane& lane, std::shared_ptr<CallAudio> audio)
      : lane_(lane), audio_(std::move(audio)) {}

  MediaLane& lane_;
  std::shared_ptr<CallAudio> audio_;
};

}  // namespace madoguchi::voice
