#include "voice/webrtc/browser_port.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <utility>

#include <gtest/gtest.h>

#include "voice/webrtc/fake_browser_testing.h"

namespace madoguchi::voice {
namespace {

constexpr std::chrono::seconds kPatience{20};

/// What came from the browser; written on the media thread, read by the test.
class Heard final : public BrowserListener {
 public:
  void on_transport_connected() override { note("connected"); }
  void on_rtp(Bytes packet, MediaTime) override {
    note("rtp " + std::string(packet.begin() + 12, packet.end()));
  }
  void on_rtcp(Bytes packet, MediaTime) override { note("rtcp " + std::to_string(packet.size())); }
  void on_transport_lost(BrowserLoss why) override {
    static constexpr std::array kNames{"dtlsFailed", "peerClosed", "consentExpired",
                                       "neverConnected"};
    note(std::string("lost ") + kNames[static_cast<std::size_t>(why)]);
  }

  bool waits_for(const std::string& what) {
    std::unique_lock lock(mutex_);
    return news_.wait_for(lock, kPatience, [&] { return std::ranges::count(heard_, what) > 0; });
  }
  bool has(const std::string& what) {
    const std::lock_guard lock(mutex_);
    return std::ranges::count(heard_, what) > 0;
  }

 private:
  void note(std::string what) {
    const std::lock_guard lock(mutex_);
    heard_.push_back(std::move(what));
    news_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<std::string> heard_;
};

class BrowserPortTest : public ::testing::Test {
 protected:
  BrowserPortTest()
      : port_(std::make_shared<BrowserPort>(*UdpSocket::bind(*NetAddress::parse("127.0.0.1")))),
        browser_({port_->local(), {"ours", "our-password-of-24-chars"}, identity_.fingerprint()}) {
    EXPECT_TRUE(thread_->add(port_));
    options_.own = {"ours", "our-password-of-24-chars"};
    options_.their_ufrag = FakeBrowser::kUfrag;
    options_.their_fingerprint = browser_.fingerprint();
  }
  ~BrowserPortTest() override {
    on_thread([this] {
      if (transport_) port_->close(transport_);
      EXPECT_EQ(port_->size(), 0u);
    });
    thread_->remove(std::move(port_));
    thread_->stop();
  }

  void on_thread(const std::function<void()>& work) {
    std::promise<void> done;
    ASSERT_TRUE(thread_->post([&] {
      work();
      done.set_value();
    }));
    done.get_future().get();
  }
  void open() {
    on_thread([this] { transport_ = port_->open(identity_, options_, heard_); });
  }
  void check() {
    const Datagram reply = browser_.check();
    ASSERT_FALSE(reply.empty());
    EXPECT_EQ(stun_type(reply), 0x0101);
  }
  static Bytes text(std::string_view payload) {
    return {reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size()};
  }
  std::string received() {
    const auto packet = browser_.receive_rtp();
    return packet ? std::string(packet->payload.begin(), packet->payload.end()) : "nothing";
  }
  void connect() {
    open();
    check();
    browser_.shake_hands();
    ASSERT_EQ(browser_.dtls().state(), DtlsSession::State::kEstablished);
    ASSERT_TRUE(heard_.waits_for("connected"));
    browser_.begin_srtp();
  }

  DtlsIdentity identity_ = *DtlsIdentity::make();
  std::unique_ptr<MediaThread> thread_ = *MediaThread::start();
  std::shared_ptr<BrowserPort> port_;
  FakeBrowser browser_;
  Heard heard_;
  BrowserTransportOptions options_;
  std::shared_ptr<BrowserTransport> transport_;
};

TEST_F(BrowserPortTest, a_browser_connects_and_media_flow_both_ways) {
  connect();
  browser_.send_rtp(1, text("from the browser"));
  EXPECT_TRUE(heard_.waits_for("rtp from the browser"));
  browser_.send_rtcp();
  EXPECT_TRUE(heard_.waits_for("rtcp 8"));
  on_thread([this] {
    EXPECT_TRUE(transport_->send_rtp(rtp_datagram(5, 1, "from the operator's caller")));
  });
  EXPECT_EQ(received(), "from the operator's caller");
}

TEST_F(BrowserPortTest, nothing_but_checks_is_taken_before_a_check) {
  open();
  browser_.shake_hands(1);
  EXPECT_EQ(browser_.dtls().state(), DtlsSession::State::kHandshaking);
  EXPECT_FALSE(heard_.has("connected"));
}

TEST_F(BrowserPortTest, another_certificate_than_the_offer_named_is_refused) {
  options_.their_fingerprint = DtlsIdentity::make()->fingerprint();
  open();
  check();
  browser_.shake_hands();
  EXPECT_TRUE(heard_.waits_for("lost dtlsFailed"));
  EXPECT_FALSE(heard_.has("connected"));
}

TEST_F(BrowserPortTest, garbage_and_strangers_change_nothing) {
  connect();
  FakeBrowser stranger({port_->local(), {}, identity_.fingerprint()});
  for (const Datagram& garbage :
       {Datagram{}, Datagram{0}, Datagram{22}, Datagram(1500, 0x80), Datagram(12, 0x80),
        Datagram(60, 22), Datagram(20, 0), rtp_datagram(9, 2, std::string(40, 'x'))}) {
    if (!garbage.empty()) browser_.send(garbage);
    if (!garbage.empty()) stranger.send(garbage);
  }
  StunRequest guess{std::string("ours:") + FakeBrowser::kUfrag, "a-password-that-is-guessed"};
  stranger.send(guess.bytes());
  EXPECT_EQ(stun_code(stranger.receive()), 401);
  browser_.send_rtp(3, text("still there"));
  EXPECT_TRUE(heard_.waits_for("rtp still there"));
}

TEST_F(BrowserPortTest, a_browser_that_never_comes_is_given_up) {
  options_.connect_deadline = std::chrono::seconds(0);
  open();
  EXPECT_TRUE(heard_.waits_for("lost neverConnected"));
}

TEST_F(BrowserPortTest, a_page_that_was_loaded_anew_may_have_the_same_address) {
  connect();
  std::shared_ptr<BrowserTransport> newer;
  Heard heard;
  options_.own = {"newer", "another-password-of-24-chr"};
  on_thread([&] { newer = port_->open(identity_, options_, heard); });
  const StunRequest check{std::string("newer:") + FakeBrowser::kUfrag, options_.own.password, true};
  browser_.send(check.bytes());
  EXPECT_EQ(stun_type(browser_.receive()), 0x0101) << "the check says whom it is for";
  browser_.shake_hands();
  EXPECT_EQ(browser_.dtls().state(), DtlsSession::State::kEstablished);
  EXPECT_TRUE(heard.waits_for("connected"));
  on_thread([&] { port_->close(newer); });
}

TEST_F(BrowserPortTest, only_the_address_that_was_chosen_is_kept) {
  connect();
  const auto sources = [this] {
    std::size_t count = 0;
    on_thread([&] { count = port_->sources(); });
    return count;
  };
  const StunRequest check{std::string("ours:") + FakeBrowser::kUfrag, options_.own.password};
  for (int i = 0; i < 5; ++i) {
    FakeBrowser elsewhere({port_->local(), options_.own, identity_.fingerprint()});
    elsewhere.send(check.bytes());
    ASSERT_EQ(stun_type(elsewhere.receive()), 0x0101);
  }
  EXPECT_EQ(sources(), 1u);
  browser_.send_rtp(1, text("still there"));
  EXPECT_TRUE(heard_.waits_for("rtp still there"));
  FakeBrowser roamed({port_->local(), options_.own, identity_.fingerprint()});
  ASSERT_EQ(stun_type(roamed.check()), 0x0101);
  EXPECT_EQ(sources(), 1u) << "the address before is forgotten";
  on_thread([this] { port_->close(std::exchange(transport_, nullptr)); });
  EXPECT_EQ(sources(), 0u);
}

TEST_F(BrowserPortTest, the_end_of_the_browser_is_noticed) {
  connect();
  browser_.dtls().close();
  EXPECT_TRUE(heard_.waits_for("lost peerClosed"));
}

}  // namespace
}  // namespace madoguchi::voice
