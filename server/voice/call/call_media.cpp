#include "voice/call/call_media.h"

#include <utility>

namespace madoguchi::voice {
namespace {

using std::chrono::steady_clock;

base::Error too_much() {
  return base::make_error(base::ErrorCode::kTryLater, "the media thread is full");
}

}  // namespace

base::Result<std::unique_ptr<CallMedia>> CallMedia::open(CallId call, MediaLane& lane,
                                                         std::shared_ptr<AudioLeg> customer,
                                                         CallAudioListener& listener) {
  MediaThread& thread = *lane.thread;
  auto audio = std::make_shared<CallAudio>(
      call, customer, listener,
      [&thread](std::shared_ptr<AudioLeg> leg) { thread.remove(std::move(leg)); });
  if (!thread.add(customer)) return base::fail(too_much());
  // From here on the end of CallMedia takes both out of the thread again.
  std::unique_ptr<CallMedia> media(new CallMedia(lane, std::move(audio)));
  if (!thread.add(media->audio_)) return base::fail(too_much());
  return media;
}

CallMedia::~CallMedia() {
  MediaThread& thread = *lane_.thread;
  thread.post_always([&thread, audio = std::move(audio_)]() mutable {
    audio->end(steady_clock::now());
    thread.remove(std::move(audio));
  });
}

void CallMedia::answer(std::shared_ptr<const Sound> music) {
  post([audio = audio_, music = std::move(music)] { audio->answer(music); });
}

void CallMedia::ring_back(std::shared_ptr<const Sound> tone) {
  post([audio = audio_, tone = std::move(tone)] { audio->ring_back(tone); });
}

bool CallMedia::connect_operator(BrowserGateway::End browser, const DescriptionReply& reply) {
  auto connect = [audio = audio_, browser, reply] {
    browser.leg->open();
    audio->connect_operator(browser.leg);
    reply(browser.answer);
  };
  const bool is_taken = lane_.thread->add(browser.leg) && post(std::move(connect));
  if (!is_taken) reply(base::fail(too_much()));
  return is_taken;
}

void CallMedia::connect_phone(std::shared_ptr<RtpLeg> phone, const MediaRemote& remote,
                              const MediaFormat& format) {
  if (!lane_.thread->add(phone)) return;  // the customer goes on hearing the music
  post([audio = audio_, phone = std::move(phone), remote, format] {
    audio->connect_operator(phone);
    phone->set_remote(remote, format);
  });
}

void CallMedia::park() {
  post([audio = audio_] { audio->park(); });
}

void CallMedia::set_held(bool is_held) {
  post([audio = audio_, is_held] { audio->set_held(is_held); });
}

void CallMedia::send_keys(std::string keys) {
  post([audio = audio_, keys = std::move(keys)] { audio->send_keys(keys); });
}

void CallMedia::tap(std::shared_ptr<AudioTap> tap) {
  post([audio = audio_, tap = std::move(tap)] { audio->tap(tap, steady_clock::now()); });
}

}  // namespace madoguchi::voice
