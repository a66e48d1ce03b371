#pragma once

#include <future>
#include <memory>
#include <vector>

#include "voice/call/call_media.h"

namespace madoguchi::voice {

/// A lane of its own, and calls on it of which nothing is told.
class TestLane {
 public:
  ~TestLane() { lane_.thread->stop(); }

  [[nodiscard]] MediaLane& lane() { return lane_; }
  [[nodiscard]] static std::shared_ptr<RtpLeg> make_leg() {
    RtpLegOptions options;
    options.start = {77, 1, 0, "leg"};
    return std::make_shared<RtpLeg>(std::move(options), SocketPair{bind(), bind()});
  }
  [[nodiscard]] std::unique_ptr<CallMedia> open(CallId call, std::shared_ptr<AudioLeg> customer) {
    return *CallMedia::open(call, lane_, std::move(customer), listener_);
  }

  /// The thread has as much to do as it takes until `release` is told.
  void fill(std::shared_future<void> release) {
    std::promise<void> begun;
    lane_.thread->post_always([&begun, release] {
      begun.set_value();
      release.wait();
    });
    begun.get_future().wait();  // what is taken with it no longer fills the queue
    while (lane_.thread->post([] {})) {
    }
  }

 private:
  class Deaf final : public CallAudioListener {
    void on_customer_lost(CallId, LegLoss) override {}
    void on_operator_side(CallId, OperatorSide) override {}
    void on_customer_key(CallId, char) override {}
    void on_leg_over(const AudioLeg::Counts&) override {}
  };

  [[nodiscard]] static UdpSocket bind() {
    return *UdpSocket::bind(*NetAddress::parse("127.0.0.1"));
  }

  Deaf listener_;
  MediaLane lane_{*MediaThread::start(), std::make_shared<BrowserPort>(bind())};
};

}  // namespace madoguchi::voice
