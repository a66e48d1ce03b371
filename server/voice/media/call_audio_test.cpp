#include "voice/media/call_audio.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;

/// A leg whose other side is the test.
class FakeLeg final : public AudioLeg {
 public:
  struct Sent {
    RtpPacket header;
    std::uint8_t first = 0;  ///< byte of the payload
  };

  explicit FakeLeg(std::uint32_t ssrc, Codec codec = Codec::kPcmu)
      : AudioLeg({ssrc, 100, 0, "fake"}) {
    MediaFormat format;
    format.codec = codec;
    format.payload_type = codec == Codec::kPcmu ? 0 : 8;
    format.telephone_event = 101;
    set_format(format);
  }
  [[nodiscard]] std::vector<int> sockets() const override { return {}; }
  void on_readable(int, MediaTime) override {}
  void close() override { is_closed = true; }

  void connect() { tell_connected(); }
  /// The other side listens, or holds.
  void hold(bool is_held) {
    MediaFormat changed = format();
    changed.we_send = !is_held;
    set_format(changed);
  }
  void interrupt() { tell_interrupted(); }
  void lose(LegLoss loss) { tell_lost(loss); }
  /// A packet from the other side, all of one byte.
  void hear(std::uint8_t value, MediaTime now, std::uint8_t type = 255) {
    const std::vector<std::uint8_t> payload(160, value);
    RtpPacket packet;
    packet.payload_type = type == 255 ? format().payload_type : type;
    packet.sequence = ++sequence_;
    packet.timestamp = sequence_ * 160U;
    packet.ssrc = 1;
    packet.payload = payload;
    take_rtp(packet, now);
  }

  std::vector<Sent> sent;
  bool is_closed = false;

 private:
  bool transmit_rtp(Bytes datagram) override {
    const auto packet = read_rtp(datagram);
    sent.push_back({*packet, packet->payload[0]});
    return true;
  }
  bool transmit_rtcp(Bytes) override { return true; }
  std::uint16_t sequence_ = 0;
};

class Heard final : public AudioTap {
 public:
  void on_audio(CallSide side, const AudioPacket& packet, MediaTime) override {
    (side == CallSide::kCustomer ? customer : operators).push_back(packet.payload[0]);
    last_sequence = packet.sequence;
  }
  void on_end(MediaTime) override { ++ends; }
  std::vector<int> customer;
  std::vector<int> operators;
  std::uint16_t last_sequence = 0;
  int ends = 0;
};

constexpr std::uint8_t kMusic = 0x10;
constexpr std::uint8_t kVoice = 0x20;
constexpr std::uint8_t kCaller = 0x30;

class CallAudioTest : public ::testing::Test, public CallAudioListener {
 protected:
  CallAudioTest() {
    const std::vector<std::int16_t> samples(160, decode_g711(Codec::kPcmu, kMusic));
    music_ = std::make_shared<const Sound>(samples);
    customer_->connect();
  }
  void on_customer_lost(CallId, LegLoss loss) override {
    told_.push_back(loss == LegLoss::kClosed ? "customer closed" : "customer silent");
  }
  void on_operator_side(CallId, OperatorSide what) override {
    told_.push_back(what == OperatorSide::kConnected ? "connected" : "lost");
  }
  void on_customer_key(CallId, char key) override { told_.push_back(std::string("key ") + key); }
  void on_leg_over(const AudioLeg::Counts& counts) override { received_ += counts.received; }

  std::shared_ptr<FakeLeg> connect_operator(Codec codec = Codec::kPcmu) {
    auto leg = std::make_shared<FakeLeg>(2, codec);
    audio_.connect_operator(leg);
    leg->connect();
    return leg;
  }
  void tick() {
    now_ += MediaThread::kTick;
    customer_->on_tick(now_);
    audio_.on_tick(now_);
  }
  /// What the customer heard in this tick: the first byte of each packet.
  std::vector<int> heard_by_customer() {
    std::vector<int> bytes;
    for (const auto& sent : std::exchange(customer_->sent, {})) bytes.push_back(sent.first);
    return bytes;
  }
  using Values = std::vector<int>;

  MediaTime now_{std::chrono::hours(1)};
  std::vector<std::string> told_;
  std::int64_t received_ = 0;
  std::vector<std::shared_ptr<AudioLeg>> retired_;
  std::shared_ptr<const Sound> music_;
  std::shared_ptr<FakeLeg> customer_ = std::make_shared<FakeLeg>(1);
  CallAudio audio_{CallId(5), customer_, *this,
                   [this](std::shared_ptr<AudioLeg> leg) { retired_.push_back(std::move(leg)); }};
};

TEST_F(CallAudioTest, music_begins_with_the_answer) {
  tick();
  EXPECT_EQ(heard_by_customer(), Values{});
  audio_.answer(music_);
  tick();
  tick();
  EXPECT_EQ(heard_by_customer(), (Values{kMusic, kMusic}));
}

TEST_F(CallAudioTest, who_dials_hears_the_tone_until_audio_comes_from_there) {
  audio_.ring_back(music_);
  tick();
  const auto leg = connect_operator();
  tick();
  tick();
  ASSERT_EQ(leg->sent.size(), 2u) << "from when audio can flow";
  EXPECT_EQ(leg->sent[0].first, kMusic);
  EXPECT_EQ(heard_by_customer(), Values{}) << "the tone is the operator's alone";
  customer_->hear(kCaller, now_);
  tick();
  ASSERT_EQ(leg->sent.size(), 3u);
  EXPECT_EQ(leg->sent[2].first, kCaller);
  EXPECT_TRUE(leg->sent[2].header.has_marker) << "another source";
  audio_.ring_back(music_);
  tick();
  EXPECT_EQ(leg->sent.size(), 3u) << "early media goes before the tone";
}

TEST_F(CallAudioTest, the_tone_ends_with_the_answer) {
  const auto leg = connect_operator();
  audio_.ring_back(music_);
  tick();
  audio_.answer(music_);
  tick();
  EXPECT_EQ(leg->sent.size(), 1u);
}

TEST_F(CallAudioTest, an_operator_that_is_connected_takes_the_place_of_the_music) {
  audio_.answer(music_);
  const auto leg = std::make_shared<FakeLeg>(2);
  audio_.connect_operator(leg);
  tick();
  EXPECT_EQ(heard_by_customer(), Values{kMusic}) << "audio cannot flow yet";
  EXPECT_TRUE(told_.empty());
  leg->connect();
  tick();
  EXPECT_EQ(heard_by_customer(), Values{});
  leg->hear(kVoice, now_);
  EXPECT_EQ(heard_by_customer(), Values{kVoice});
  customer_->hear(kCaller, now_);
  ASSERT_EQ(leg->sent.size(), 1u);
  EXPECT_EQ(leg->sent[0].first, kCaller);
  EXPECT_EQ(told_, std::vector<std::string>{"connected"});
}

TEST_F(CallAudioTest, one_stream_goes_on_whatever_its_source) {
  audio_.answer(music_);
  tick();
  const auto first = connect_operator();
  tick();
  first->hear(kVoice, now_);
  audio_.park();
  tick();
  const auto second = connect_operator();
  second->hear(kVoice, now_ + milliseconds(20));
  const auto& sent = customer_->sent;
  ASSERT_EQ(sent.size(), 4u);
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_EQ(sent[i].header.sequence, 100 + i);
    EXPECT_EQ(sent[i].header.timestamp, 160 * i);
    EXPECT_EQ(sent[i].header.ssrc, 1u);
    EXPECT_TRUE(sent[i].header.has_marker) << "each is the begin of its source";
  }
}

TEST_F(CallAudioTest, held_means_music_for_the_customer_alone) {
  audio_.answer(music_);
  const auto leg = connect_operator();
  audio_.set_held(true);
  tick();
  leg->hear(kVoice, now_);
  EXPECT_EQ(heard_by_customer(), Values{kMusic});
  customer_->hear(kCaller, now_);
  EXPECT_EQ(leg->sent.size(), 1u) << "the operator hears the customer";
  audio_.set_held(false);
  tick();
  leg->hear(kVoice, now_);
  EXPECT_EQ(heard_by_customer(), Values{kVoice});
}

TEST_F(CallAudioTest, a_phone_that_holds_means_music_too) {
  audio_.answer(music_);
  const auto leg = connect_operator();
  leg->hold(true);
  tick();
  EXPECT_EQ(heard_by_customer(), Values{kMusic});
  audio_.set_held(true);
  leg->hold(false);
  tick();
  EXPECT_EQ(heard_by_customer(), Values{kMusic}) << "the console holds it, too";
  audio_.set_held(false);
  leg->hear(kVoice, now_);
  EXPECT_EQ(heard_by_customer(), Values{kVoice});
  EXPECT_EQ(told_, std::vector<std::string>{"connected"}) << "the phone is there";
}

TEST_F(CallAudioTest, a_customer_who_holds_changes_nothing_for_the_operator) {
  audio_.answer(music_);
  const auto leg = connect_operator();
  customer_->hold(true);
  customer_->hear(kCaller, now_);
  tick();
  ASSERT_EQ(leg->sent.size(), 1u);
  EXPECT_EQ(leg->sent[0].first, kCaller);
  EXPECT_EQ(heard_by_customer(), Values{});
}

TEST_F(CallAudioTest, a_browser_that_was_reloaded_takes_the_place) {
  audio_.answer(music_);
  const auto before = connect_operator();
  audio_.set_held(true);
  const auto after = std::make_shared<FakeLeg>(3);
  audio_.connect_operator(after);
  EXPECT_TRUE(before->is_closed);
  EXPECT_EQ(retired_, std::vector<std::shared_ptr<AudioLeg>>{before});
  before->lose(LegLoss::kClosed);
  before->hear(kVoice, now_);
  EXPECT_EQ(told_, std::vector<std::string>{"connected"}) << "nobody listens to it any more";
  after->connect();
  after->hear(kVoice, now_);
  tick();
  EXPECT_EQ(heard_by_customer(), Values{kMusic}) << "the call is still held";
  audio_.set_held(false);
  after->hear(kVoice, now_);
  EXPECT_EQ(heard_by_customer(), Values{kVoice});
}

TEST_F(CallAudioTest, a_lost_operator_means_music) {
  audio_.answer(music_);
  const auto leg = connect_operator();
  leg->lose(LegLoss::kClosed);
  tick();
  EXPECT_EQ(heard_by_customer(), Values{kMusic});
  EXPECT_EQ(told_, (std::vector<std::string>{"connected", "lost"}));
  EXPECT_EQ(retired_.size(), 1u);
  const auto never = std::make_shared<FakeLeg>(3);
  audio_.connect_operator(never);
  never->lose(LegLoss::kSilent);
  EXPECT_EQ(told_.back(), "lost");
  EXPECT_EQ(told_.size(), 3u);
}

TEST_F(CallAudioTest, an_interruption_may_end) {
  audio_.answer(music_);
  const auto leg = connect_operator();
  leg->interrupt();
  tick();
  EXPECT_EQ(heard_by_customer(), Values{kMusic});
  leg->connect();
  leg->hear(kVoice, now_);
  EXPECT_EQ(heard_by_customer(), Values{kVoice});
  leg->interrupt();
  leg->lose(LegLoss::kSilent);
  EXPECT_EQ(told_, (std::vector<std::string>{"connected", "lost", "connected", "lost"}));
}

TEST_F(CallAudioTest, codecs_that_differ_are_transcoded) {
  audio_.answer(music_);
  const auto leg = connect_operator(Codec::kPcma);
  customer_->hear(encode_g711(Codec::kPcmu, 4'000), now_);
  ASSERT_EQ(leg->sent.size(), 1u);
  EXPECT_EQ(leg->sent[0].header.payload_type, 8);
  EXPECT_NEAR(decode_g711(Codec::kPcma, leg->sent[0].first), 4'000, 130);
  leg->hear(encode_g711(Codec::kPcma, -4'000), now_);
  EXPECT_NEAR(decode_g711(Codec::kPcmu, customer_->sent.back().first), -4'000, 130);
}

TEST_F(CallAudioTest, keys_are_told_and_not_passed_on) {
  audio_.answer(music_);
  const auto leg = connect_operator();
  customer_->hear(5, now_, 101);
  customer_->hear(5, now_, 101);
  leg->hear(6, now_, 101);
  EXPECT_EQ(told_, (std::vector<std::string>{"connected", "key 5", "key 5"}))
      << "two presses of the customer, none of the operator";
  EXPECT_TRUE(leg->sent.empty());
  EXPECT_TRUE(customer_->sent.empty());
}

TEST_F(CallAudioTest, a_tap_hears_what_came_and_what_was_sent) {
  audio_.answer(music_);
  const auto tap = std::make_shared<Heard>();
  audio_.tap(tap, now_);
  tick();
  const auto leg = connect_operator();
  leg->hear(kVoice, now_);
  EXPECT_EQ(tap->last_sequence, 101) << "as it was sent";
  customer_->hear(kCaller, now_);
  EXPECT_EQ(tap->last_sequence, 1) << "as it came";
  audio_.set_held(true);
  leg->hear(kVoice, now_);
  EXPECT_EQ(tap->operators, (Values{kMusic, kVoice})) << "what was not sent is not heard";
  EXPECT_EQ(tap->customer, Values{kCaller});
  audio_.tap(nullptr, now_);
  tick();
  EXPECT_EQ(tap->ends, 1);
  EXPECT_EQ(tap->operators.size(), 2u);
}

TEST_F(CallAudioTest, the_end_closes_everything) {
  audio_.answer(music_);
  const auto tap = std::make_shared<Heard>();
  audio_.tap(tap, now_);
  const auto leg = connect_operator();
  leg->hear(kVoice, now_);
  customer_->hear(kCaller, now_);
  audio_.end(now_);
  EXPECT_EQ(tap->ends, 1);
  EXPECT_EQ(received_, 2) << "of both legs";
  EXPECT_TRUE(leg->is_closed && customer_->is_closed);
  EXPECT_EQ(retired_.size(), 2u);
  leg->hear(kVoice, now_);
  customer_->hear(kCaller, now_);
  leg->lose(LegLoss::kClosed);
  heard_by_customer();
  tick();
  audio_.park();
  audio_.set_held(true);
  audio_.send_keys("1");
  const auto late = std::make_shared<FakeLeg>(9);
  audio_.connect_operator(late);
  EXPECT_TRUE(late->is_closed);
  EXPECT_EQ(heard_by_customer(), Values{});
  EXPECT_EQ(told_, std::vector<std::string>{"connected"});
}

TEST_F(CallAudioTest, the_end_of_the_customer_is_told) {
  customer_->lose(LegLoss::kClosed);
  customer_->lose(LegLoss::kSilent);
  EXPECT_EQ(told_, (std::vector<std::string>{"customer closed", "customer silent"}));
}

}  // namespace
}  // namespace madoguchi::voice
