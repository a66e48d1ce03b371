#include <cmath>
#include <future>
#include <numbers>

#include "voice/telephone.h"
#include "voice/telephone_testing.h"
#include "voice/webrtc/fake_browser_testing.h"

namespace madoguchi::voice {
namespace {

constexpr int kPacketsOfTone = 50;  ///< a second

std::vector<std::uint8_t> tone_packet(double hertz, int packet, Codec codec) {
  std::vector<std::int16_t> samples(kSamplesPerPacket);
  for (int i = 0; i < kSamplesPerPacket; ++i) {
    const double time = static_cast<double>(packet * kSamplesPerPacket + i) / kSampleRate;
    samples[static_cast<std::size_t>(i)] =
        static_cast<std::int16_t>(8'000 * std::sin(2 * std::numbers::pi * hertz * time));
  }
  return encode_g711(codec, samples);
}

/// Frequency of what was heard, by the changes of its sign.
class Ear {
 public:
  explicit Ear(Codec codec = Codec::kPcmu) : codec_(codec) {}
  void take(const RtpPacket& packet) {
    for (const std::uint8_t byte : packet.payload) {
      const bool is_positive = decode_g711(codec_, byte) > 0;
      if (is_positive && !was_positive_) ++rises_;
      was_positive_ = is_positive;
      ++samples_;
    }
  }
  [[nodiscard]] double hertz() const {
    return samples_ == 0 ? 0 : static_cast<double>(rises_) * kSampleRate / samples_;
  }

 private:
  Codec codec_;
  bool was_positive_ = true;
  int rises_ = 0;
  int samples_ = 0;
};

class Recorder final : public AudioTap {
 public:
  void on_audio(CallSide side, const AudioPacket&, MediaTime) override {
    ++(side == CallSide::kCustomer ? customer : operators);
  }
  void on_end(MediaTime) override { ended.set_value(); }
  std::atomic<int> customer{0};
  std::atomic<int> operators{0};
  std::promise<void> ended;
};

std::string key_of(const base::Result<std::string>& reply) {
  return reply ? "answer" : std::string(base::error_row(reply.error().code).key);
}

class BrowserCall : public TelephoneTest {
 protected:
  base::Result<std::string> ask(void (Telephone::*request)(CallId, std::string, DescriptionReply),
                                CallId call, const std::string& offer) {
    std::promise<base::Result<std::string>> replied;
    ((*telephone_).*request)(
        call, offer, [&](base::Result<std::string> reply) { replied.set_value(std::move(reply)); });
    auto reply = replied.get_future();
    if (reply.wait_for(kTestPatience) != std::future_status::ready) std::abort();
    return reply.get();
  }
  base::Result<std::string> connect(CallId call, const std::string& offer) {
    return ask(&Telephone::connect_browser, call, offer);
  }
  base::Result<std::string> open_web(CallId call, const std::string& offer) {
    return ask(&Telephone::open_web_call, call, offer);
  }
  void begin_call(const std::string& formats = "0 101") {
    ASSERT_FALSE(caller_->call(caller_->sdp(formats)).empty());
    ASSERT_TRUE(desk_.waits_for("call carrier 09011112222 0312345678"));
    call_ = desk_.last_call();
  }
  void connect_operator(FakeBrowser& browser, int times = 1) {
    const auto answer = connect(call_, browser.offer());
    ASSERT_TRUE(answer) << answer.error().expected << answer.error().detail;
    browser.connect(*answer);
    ASSERT_TRUE(desk_.waits_for("operator connected", times));
  }
  /// Until what the caller hears is no longer what was sent before.
  void drain_caller() {
    ::usleep(60'000);
    caller_->drain_rtp();
  }
  /// A second from the browser; what the caller heard of it.
  double heard_by_caller(FakeBrowser& browser, double hertz, Codec caller = Codec::kPcmu,
                         Codec browsers = Codec::kPcmu) {
    drain_caller();
    Ear ear(caller);
    for (int i = 0; i < kPacketsOfTone; ++i) {
      browser.send_rtp(++sequence_, tone_packet(hertz, i, browsers),
                       browsers == Codec::kPcmu ? 0 : 8);
      const auto packet = caller_->receive_rtp();
      if (packet) ear.take(*packet);
    }
    return ear.hertz();
  }
  double heard_by_browser(FakeBrowser& browser, double hertz, Codec callers = Codec::kPcmu,
                          Codec browsers = Codec::kPcmu) {
    browser.drain();
    Ear ear(browsers);
    for (int i = 0; i < kPacketsOfTone; ++i) {
      caller_->send_rtp(++sequence_, tone_packet(hertz, i, callers),
                        callers == Codec::kPcmu ? 0 : 8);
      const auto packet = browser.receive_rtp();
      if (packet) ear.take(*packet);
    }
    return ear.hertz();
  }
  /// Music is sent by itself; an operator who says nothing sends nothing.
  bool hears_music() {
    drain_caller();
    return caller_->receive_rtp() && caller_->receive_rtp() && caller_->receive_rtp();
  }
  bool hears_nothing() {
    drain_caller();
    ::usleep(100'000);
    return caller_->drain_rtp() == 0;
  }

  CallId call_;
  std::uint16_t sequence_ = 0;
};

TEST_F(BrowserCall, a_tone_passes_both_ways) {
  begin_call();
  EXPECT_TRUE(hears_music());
  FakeBrowser browser;
  connect_operator(browser);
  EXPECT_TRUE(hears_nothing()) << "the music ends";
  EXPECT_NEAR(heard_by_caller(browser, 440), 440, 3);
  EXPECT_NEAR(heard_by_browser(browser, 440), 440, 3);
}

TEST_F(BrowserCall, between_codecs_that_differ_too) {
  begin_call("8 101");
  FakeBrowser browser;
  const auto answer = connect(call_, browser.offer("0"));
  ASSERT_TRUE(answer);
  browser.connect(*answer);
  ASSERT_TRUE(desk_.waits_for("operator connected"));
  EXPECT_NEAR(heard_by_caller(browser, 440, Codec::kPcma, Codec::kPcmu), 440, 3);
  EXPECT_NEAR(heard_by_browser(browser, 440, Codec::kPcma, Codec::kPcmu), 440, 3);
}

TEST_F(BrowserCall, the_browser_gets_the_codec_of_the_caller) {
  begin_call("8");
  FakeBrowser browser;
  const auto answer = connect(call_, browser.offer("0 8"));
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->find("SAVPF 8\r\n"), std::string::npos) << *answer;
}

TEST_F(BrowserCall, hold_is_music_and_the_operator_still_hears) {
  begin_call();
  FakeBrowser browser;
  connect_operator(browser);
  telephone_->set_held(call_, true);
  EXPECT_TRUE(hears_music());
  EXPECT_NEAR(heard_by_browser(browser, 440), 440, 3);
  telephone_->set_held(call_, false);
  EXPECT_TRUE(hears_nothing());
  EXPECT_NEAR(heard_by_caller(browser, 440), 440, 3);
}

TEST_F(BrowserCall, a_browser_that_is_reloaded_takes_the_place) {
  begin_call();
  FakeBrowser before;
  connect_operator(before);
  EXPECT_TRUE(hears_nothing());
  FakeBrowser after;
  const auto answer = connect(call_, after.offer());
  ASSERT_TRUE(answer);
  EXPECT_TRUE(hears_music()) << "until the new one is connected";
  after.connect(*answer);
  ASSERT_TRUE(desk_.waits_for("operator connected", 2));
  EXPECT_NEAR(heard_by_caller(after, 440), 440, 3);
  before.send_rtp(1, tone_packet(1'000, 0, Codec::kPcmu));
  EXPECT_TRUE(hears_nothing()) << "the one before is not heard any more";
}

TEST_F(BrowserCall, an_operator_who_leaves_is_told_and_music_is_heard) {
  begin_call();
  FakeBrowser browser;
  connect_operator(browser);
  browser.dtls().close();
  EXPECT_TRUE(desk_.waits_for("operator lost"));
  EXPECT_TRUE(hears_music());
}

TEST_F(BrowserCall, a_browser_that_falls_silent_is_lost_until_it_comes_back) {
  begin_call();
  FakeBrowser browser;
  connect_operator(browser);
  EXPECT_NEAR(heard_by_caller(browser, 440), 440, 3);
  EXPECT_TRUE(desk_.waits_for("operator lost"));
  EXPECT_TRUE(hears_music());
  browser.send_rtp(++sequence_, tone_packet(440, 0, Codec::kPcmu));
  EXPECT_TRUE(desk_.waits_for("operator connected", 2));
  EXPECT_NEAR(heard_by_caller(browser, 440), 440, 3);
}

TEST_F(BrowserCall, parked_means_music_and_the_end_for_the_browser) {
  begin_call();
  FakeBrowser browser;
  connect_operator(browser);
  telephone_->park(call_);
  EXPECT_TRUE(hears_music());
  for (int i = 0; i < 20 && browser.dtls().state() == DtlsSession::State::kEstablished; ++i) {
    const Datagram datagram = browser.receive();
    if (!datagram.empty() && datagram[0] < 64) browser.dtls().receive(datagram);
  }
  EXPECT_EQ(browser.dtls().state(), DtlsSession::State::kClosed);
}

TEST_F(BrowserCall, a_tap_hears_both_sides_to_the_end) {
  begin_call();
  FakeBrowser browser;
  connect_operator(browser);
  EXPECT_TRUE(hears_nothing());
  const auto recorder = std::make_shared<Recorder>();
  telephone_->tap(call_, recorder);
  EXPECT_NEAR(heard_by_caller(browser, 440), 440, 3);
  EXPECT_NEAR(heard_by_browser(browser, 440), 440, 3);
  telephone_->hang_up(call_);
  EXPECT_EQ(recorder->ended.get_future().wait_for(kTestPatience), std::future_status::ready);
  EXPECT_EQ(recorder->customer, kPacketsOfTone);
  EXPECT_EQ(recorder->operators, kPacketsOfTone);
}

TEST_F(BrowserCall, keys_of_the_caller_are_told_once) {
  begin_call();
  ASSERT_TRUE(hears_music());
  const std::array<std::uint8_t, 4> pressed{5, 10, 0, 160};
  caller_->send_rtp(7, pressed, 101);
  caller_->send_rtp(7, pressed, 101);
  EXPECT_TRUE(desk_.waits_for("key 5"));
  caller_->send_rtp(90, std::array<std::uint8_t, 4>{11, 10, 0, 160}, 101);
  EXPECT_TRUE(desk_.waits_for("key #"));
  EXPECT_EQ(desk_.told(), 3u) << "the call and two keys";
}

TEST_F(BrowserCall, keys_are_sent_to_the_caller) {
  begin_call();
  ASSERT_TRUE(hears_music());
  telephone_->send_keys(call_, "1#");
  std::string keys;
  int last = -1;
  for (int i = 0; i < 100 && keys.size() < 2; ++i) {
    const auto packet = caller_->receive_rtp();
    ASSERT_TRUE(packet);
    if (packet->payload_type != 101) continue;
    EXPECT_EQ(packet->has_marker, packet->payload[0] != last);
    if (packet->has_marker) keys += packet->payload[0] == 11 ? '#' : '1';
    last = packet->payload[0];
  }
  EXPECT_EQ(keys, "1#");
}

TEST_F(BrowserCall, offers_that_cannot_be_answered_are_refused_by_their_code) {
  begin_call();
  FakeBrowser browser;
  EXPECT_EQ(key_of(connect(call_, "v=0\r\n")), "invalidInput");
  EXPECT_EQ(key_of(connect(call_, browser.offer("111"))), "conflict");
  EXPECT_EQ(key_of(connect(CallId(1), browser.offer())), "notFound");
  EXPECT_EQ(key_of(open_web(CallId(1), "v=0\r\n")), "invalidInput");
  EXPECT_EQ(key_of(open_web(CallId(1), browser.offer("111"))), "conflict");
  EXPECT_EQ(key_of(open_web(call_, browser.offer())), "conflict") << "there is such a call";
  EXPECT_EQ(key_of(open_web(CallId(1), browser.offer())), "answer");
  EXPECT_EQ(key_of(open_web(CallId(2), browser.offer())), "answer");
  EXPECT_EQ(key_of(open_web(CallId(3), browser.offer())), "tryLater") << "three calls at most";
  EXPECT_EQ(telephone_->counts().calls, 3);
}

TEST_F(BrowserCall, a_customer_in_a_browser_is_like_any_other) {
  FakeBrowser customer;
  const auto answer = open_web(CallId(9), customer.offer());
  ASSERT_TRUE(answer);
  customer.connect(*answer);
  EXPECT_FALSE(customer.receive_rtp(100)) << "nobody has answered";
  telephone_->answer(CallId(9));
  EXPECT_TRUE(customer.receive_rtp());
  FakeBrowser agent;
  call_ = CallId(9);
  connect_operator(agent);
  ::usleep(60'000);
  customer.drain();
  Ear ear;
  for (int i = 0; i < kPacketsOfTone; ++i) {
    agent.send_rtp(static_cast<std::uint16_t>(i), tone_packet(440, i, Codec::kPcmu));
    const auto packet = customer.receive_rtp();
    ASSERT_TRUE(packet);
    ear.take(*packet);
  }
  EXPECT_NEAR(ear.hertz(), 440, 3);
  customer.send_rtp(1, std::array<std::uint8_t, 4>{3, 10, 0, 160}, 126);
  EXPECT_TRUE(desk_.waits_for("key 3"));
  customer.dtls().close();
  EXPECT_TRUE(desk_.waits_for("left"));
  EXPECT_TRUE(has_no_calls());
}

TEST_F(BrowserCall, reports_go_to_the_browser) {
  begin_call();
  FakeBrowser browser;
  connect_operator(browser);
  for (int i = 0; i < 40 && browser.reports() == 0; ++i) {
    browser.send_rtcp();
    (void)browser.receive_rtp(100);
  }
  EXPECT_GE(browser.reports(), 1);
}

TEST_F(BrowserCall, a_call_that_is_over_is_harmless) {
  telephone_->park(CallId(7));
  telephone_->set_held(CallId(7), true);
  telephone_->send_keys(CallId(7), "1");
  telephone_->tap(CallId(7), std::make_shared<Recorder>());
  begin_call();
  EXPECT_TRUE(hears_music());
}

}  // namespace
}  // namespace madoguchi::voice
