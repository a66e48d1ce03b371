#include "voice/media/echo_audio.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A leg whose other side is the test.
class FakeLeg final : public AudioLeg {
 public:
  FakeLeg() : AudioLeg({7, 100, 0, "fake"}) {
    MediaFormat format;
    format.telephone_event = 101;
    set_format(format);
    tell_connected();
  }
  [[nodiscard]] std::vector<int> sockets() const override { return {}; }
  void on_readable(int, MediaTime) override {}
  void close() override { is_closed = true; }
  void lose() { tell_lost(LegLoss::kClosed); }
  void hear(std::uint8_t value, MediaTime now, std::uint8_t type = 0) {
    const std::vector<std::uint8_t> payload(160, value);
    RtpPacket packet;
    packet.payload_type = type;
    packet.sequence = ++sequence_;
    packet.timestamp = sequence_ * 160U;
    packet.ssrc = 1;
    packet.payload = payload;
    take_rtp(packet, now);
  }
  std::vector<int> said;
  bool is_closed = false;

 private:
  bool transmit_rtp(Bytes datagram) override {
    said.push_back(read_rtp(datagram)->payload[0]);
    return true;
  }
  bool transmit_rtcp(Bytes) override { return true; }
  std::uint16_t sequence_ = 0;
};

class EchoAudioTest : public ::testing::Test {
 protected:
  std::shared_ptr<FakeLeg> leg_ = std::make_shared<FakeLeg>();
  std::vector<std::shared_ptr<MediaTenant>> retired_;
  const MediaTime begin_{};
  std::shared_ptr<EchoAudio> echo_ = std::make_shared<EchoAudio>(
      leg_, begin_,
      [this](std::shared_ptr<MediaTenant> tenant) { retired_.push_back(std::move(tenant)); });
};

TEST_F(EchoAudioTest, says_each_packet_a_second_later_in_order) {
  for (std::uint8_t value = 1; value <= 3; ++value)
    leg_->hear(value, begin_ + value * MediaThread::kTick);
  echo_->on_tick(begin_ + seconds(1));
  EXPECT_TRUE(leg_->said.empty());
  echo_->on_tick(begin_ + seconds(1) + milliseconds(20));
  EXPECT_EQ(leg_->said, std::vector<int>{1});
  echo_->on_tick(begin_ + seconds(1) + milliseconds(60));
  EXPECT_EQ(leg_->said, (std::vector<int>{1, 2, 3}));
}

TEST_F(EchoAudioTest, keys_are_not_said_again) {
  leg_->hear(5, begin_, 101);
  echo_->on_tick(begin_ + seconds(2));
  EXPECT_TRUE(leg_->said.empty());
}

TEST_F(EchoAudioTest, keeps_two_seconds_of_a_flood) {
  for (int i = 0; i < 1'000; ++i) leg_->hear(1, begin_);
  for (int tick = 0; tick < 100; ++tick)
    echo_->on_tick(begin_ + seconds(1) + tick * milliseconds(20));
  EXPECT_LE(leg_->said.size(), EchoAudio::kMaxWaiting);
  EXPECT_FALSE(leg_->said.empty());
}

TEST_F(EchoAudioTest, ends_after_a_minute) {
  echo_->on_tick(begin_ + seconds(59));
  EXPECT_FALSE(leg_->is_closed);
  echo_->on_tick(begin_ + seconds(60));
  EXPECT_TRUE(leg_->is_closed);
  EXPECT_EQ(retired_, (std::vector<std::shared_ptr<MediaTenant>>{leg_, echo_}));
  echo_->on_tick(begin_ + seconds(61));
  EXPECT_EQ(retired_.size(), 2u) << "once";
}

TEST_F(EchoAudioTest, ends_with_its_leg) {
  leg_->lose();
  EXPECT_EQ(retired_.size(), 2u);
  leg_->hear(1, begin_);
  echo_->on_tick(begin_ + seconds(2));
  EXPECT_TRUE(leg_->said.empty());
}

}  // namespace
}  // namespace madoguchi::voice
