#include "voice/webrtc/browser_port.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>

#include <gtest/gtest.h>
#include <poll.h>

#include "voice/webrtc/webrtc_testing.h"

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

/// A browser in miniature, made of a socket, checks and OpenSSL as the client.
class Browser {
 public:
  Browser(const NetAddress& server, const std::string& server_fingerprint)
      : server_(server),
        socket_(*UdpSocket::bind(*NetAddress::parse("127.0.0.1"))),
        server_fingerprint_(server_fingerprint) {}

  [[nodiscard]] std::string fingerprint() const { return identity_.fingerprint(); }
  void send(const Datagram& datagram) { ASSERT_TRUE(socket_.send(datagram, server_)); }

  Datagram receive() {
    pollfd waiting{socket_.fd(), POLLIN, 0};
    if (::poll(&waiting, 1, 1'000) <= 0) return {};
    Datagram datagram(PacketBuffer::kMaxPacket);
    NetAddress source;
    const int size = socket_.receive(datagram, source);
    datagram.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return datagram;
  }

  /// Until the session is up; datagrams of the server drive it. A second each in which none comes.
  void shake_hands(int rounds = 20) {
    dtls_.emplace(*DtlsSession::start(identity_, DtlsSession::Role::kClient, server_fingerprint_,
                                      [this](Bytes bytes) { socket_.send(bytes, server_); }));
    for (int i = 0; i < rounds && dtls_->state() == DtlsSession::State::kHandshaking; ++i) {
      const Datagram datagram = receive();
      if (datagram.empty()) dtls_->tick();
      dtls_->receive(datagram);
    }
  }
  [[nodiscard]] DtlsSession& dtls() { return *dtls_; }

  void begin_srtp() {
    const SrtpKeys keys = *dtls_->keys();
    sender_.emplace(*SrtpSession::make(keys.suite, keys.sent_by_client));
    receiver_.emplace(*SrtpSession::make(keys.suite, keys.sent_by_server));
  }
  void send_rtp(std::uint16_t sequence, std::string_view payload) {
    PacketBuffer buffer = filled(rtp_datagram(9, sequence, payload));
    ASSERT_TRUE(sender_->protect_rtp(buffer));
    socket_.send(buffer.view(), server_);
  }
  void send_rtcp() {
    PacketBuffer buffer = filled({0x80, 201, 0, 1, 0, 0, 0, 9});
    ASSERT_TRUE(sender_->protect_rtcp(buffer));
    socket_.send(buffer.view(), server_);
  }
  std::string receive_rtp() {
    PacketBuffer buffer = filled(receive());
    if (!receiver_->unprotect_rtp(buffer)) return "not for us";
    return {buffer.bytes.begin() + 12, buffer.bytes.begin() + static_cast<long>(buffer.size)};
  }

 private:
  static PacketBuffer filled(const Datagram& packet) {
    PacketBuffer buffer;
    std::ranges::copy(packet, buffer.bytes.begin());
    buffer.size = packet.size();
    return buffer;
  }

  NetAddress server_;
  UdpSocket socket_;
  std::string server_fingerprint_;
  DtlsIdentity identity_ = *DtlsIdentity::make();
  std::optional<DtlsSession> dtls_;
  std::optional<SrtpSession> sender_;
  std::optional<SrtpSession> receiver_;
};

class BrowserPortTest : public ::testing::Test {
 protected:
  BrowserPortTest()
      : port_(std::make_shared<BrowserPort>(*UdpSocket::bind(*NetAddress::parse("127.0.0.1")))),
        browser_(port_->local(), identity_.fingerprint()) {
    EXPECT_TRUE(thread_->add(port_));
    options_.own = {"ours", "our-password-of-24-chars"};
    options_.their_ufrag = "them";
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
    StunRequest request{"ours:them", "our-password-of-24-chars", true};
    browser_.send(request.bytes());
    const Datagram reply = browser_.receive();
    ASSERT_FALSE(reply.empty());
    EXPECT_EQ(stun_type(reply), 0x0101);
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
  Browser browser_;
  Heard heard_;
  BrowserTransportOptions options_;
  std::shared_ptr<BrowserTransport> transport_;
};

TEST_F(BrowserPortTest, a_browser_connects_and_media_flow_both_ways) {
  connect();
  browser_.send_rtp(1, "from the browser");
  EXPECT_TRUE(heard_.waits_for("rtp from the browser"));
  browser_.send_rtcp();
  EXPECT_TRUE(heard_.waits_for("rtcp 8"));
  on_thread([this] {
    EXPECT_TRUE(transport_->send_rtp(rtp_datagram(5, 1, "from the operator's caller")));
  });
  EXPECT_EQ(browser_.receive_rtp(), "from the operator's caller");
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
  Browser stranger(port_->local(), identity_.fingerprint());
  for (const Datagram& garbage :
       {Datagram{}, Datagram{0}, Datagram{22}, Datagram(1500, 0x80), Datagram(12, 0x80),
        Datagram(60, 22), Datagram(20, 0), rtp_datagram(9, 2, std::string(40, 'x'))}) {
    if (!garbage.empty()) browser_.send(garbage);
    if (!garbage.empty()) stranger.send(garbage);
  }
  StunRequest guess{"ours:them", "a-password-that-is-guessed"};
  stranger.send(guess.bytes());
  EXPECT_EQ(stun_code(stranger.receive()), 401);
  browser_.send_rtp(3, "still there");
  EXPECT_TRUE(heard_.waits_for("rtp still there"));
}

TEST_F(BrowserPortTest, a_browser_that_never_comes_is_given_up) {
  options_.connect_deadline = std::chrono::seconds(0);
  open();
  EXPECT_TRUE(heard_.waits_for("lost neverConnected"));
}

TEST_F(BrowserPortTest, the_end_of_the_browser_is_noticed) {
  connect();
  browser_.dtls().close();
  EXPECT_TRUE(heard_.waits_for("lost peerClosed"));
}

}  // namespace
}  // namespace madoguchi::voice
