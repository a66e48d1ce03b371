#include "voice/telephone.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include "voice/media/rtp_packet.h"
#include "voice/media/udp_socket.h"

namespace madoguchi::voice {
namespace {

constexpr std::chrono::seconds kPatience{20};
constexpr const char* kNumber = "0312345678";

/// Writes down what the telephone tells; answers at once unless told otherwise.
class Desk final : public CallHandler {
 public:
  bool knows_number(const std::string& number) override { return number == kNumber; }
  void on_call(const IncomingCall& call) override {
    std::function<void(CallId)> decide;
    {
      const std::lock_guard lock(mutex_);
      decide = decide_;
    }
    if (decide) decide(call.id);
    note("call " + call.trunk + " " + call.from + " " + call.to);
  }
  void on_ended(CallId, CallEnd end) override {
    static constexpr std::array kNames{"left", "media lost", "signalling lost"};
    note(kNames[static_cast<std::size_t>(end)]);
  }
  void on_operator_side(CallId, OperatorSide what) override {
    note(what == OperatorSide::kConnected ? "operator connected" : "operator lost");
  }
  void on_key(CallId, char key) override { note(std::string("key ") + key); }

  bool waits_for(const std::string& what) {
    std::unique_lock lock(mutex_);
    return news_.wait_for(lock, kPatience, [&] { return std::ranges::count(told_, what) > 0; });
  }
  std::size_t told() {
    const std::lock_guard lock(mutex_);
    return told_.size();
  }
  /// Called on the SIP thread; none: nothing is decided.
  void decide_by(std::function<void(CallId)> decide) {
    const std::lock_guard lock(mutex_);
    decide_ = std::move(decide);
  }

 private:
  void note(std::string what) {
    const std::lock_guard lock(mutex_);
    told_.push_back(std::move(what));
    news_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<std::string> told_;
  std::function<void(CallId)> decide_;
};

/// A caller in miniature: writes SIP by hand.
class Caller {
 public:
  explicit Caller(const NetAddress& server, const char* host = "127.0.0.1")
      : server_(server),
        sip_(*UdpSocket::bind(*NetAddress::parse(host))),
        rtp_(*UdpSocket::bind(*NetAddress::parse(host))) {}

  std::string sdp(const std::string& formats = "0 101") const {
    return fmt::format(
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        "m=audio {} RTP/AVP {}\r\na=rtpmap:101 telephone-event/8000\r\n",
        rtp_.local().port(), formats);
  }

  void request(const std::string& method, const std::string& body = "", int sequence = 1,
               const std::string& to_tag = "", const std::string& more = "",
               const std::string& number = kNumber) {
    const std::string contact = sip_.local().text();
    const std::string type = body.empty() ? "" : "Content-Type: application/sdp\r\n";
    const std::string named = method == "ACK" || method == "CANCEL" ? "INVITE" : method;
    const std::string branch = method == "ACK" ? "ack" : named;
    send(fmt::format(
        "{} sip:{}@127.0.0.1 SIP/2.0\r\n"
        "Via: SIP/2.0/UDP {};branch=z9hG4bK{}{}\r\n"
        "From: <sip:09011112222@127.0.0.1>;tag=caller\r\n"
        "To: <sip:{}@127.0.0.1>{}\r\nCall-ID: {}\r\nCSeq: {} {}\r\n"
        "Contact: <sip:caller@{}>\r\nMax-Forwards: 70\r\n{}{}"
        "Content-Length: {}\r\n\r\n{}",
        method, number, contact, branch, sequence, number, to_tag.empty() ? "" : ";tag=" + to_tag,
        contact, sequence, method, contact, more, type, body.size(), body));
  }
  void send(const std::string& text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    ASSERT_TRUE(sip_.send({bytes, text.size()}, server_));
  }

  /// The next message; empty when none comes.
  std::string receive(int milliseconds = 2'000) {
    pollfd waiting{sip_.fd(), POLLIN, 0};
    if (::poll(&waiting, 1, milliseconds) <= 0) return {};
    std::vector<std::uint8_t> datagram(4'096);
    NetAddress source;
    const int size = sip_.receive(datagram, source);
    return size < 0 ? "" : std::string(datagram.begin(), datagram.begin() + size);
  }
  /// Passes over others until a message begins so.
  std::string receive(const std::string& begin) {
    for (int i = 0; i < 20; ++i) {
      std::string message = receive();
      if (message.empty() || message.starts_with(begin)) return message;
    }
    return {};
  }
  static std::string tag_of(const std::string& message) {
    const auto to = message.find("To: ");
    const auto tag = message.find(";tag=", to) + 5;
    return message.substr(tag, message.find("\r\n", tag) - tag);
  }
  /// INVITE to ACK; the 200.
  std::string call(const std::string& body) {
    request("INVITE", body);
    std::string answer = receive("SIP/2.0 200");
    tag_ = tag_of(answer);
    request("ACK", "", 1, tag_);
    return answer;
  }
  std::optional<RtpPacket> receive_rtp() {
    pollfd waiting{rtp_.fd(), POLLIN, 0};
    if (::poll(&waiting, 1, 2'000) <= 0) return std::nullopt;
    NetAddress source;
    const int size = rtp_.receive(datagram_, source);
    return read_rtp(Bytes(datagram_).first(static_cast<std::size_t>(std::max(0, size))));
  }
  int drain_rtp() {
    int count = 0;
    NetAddress source;
    while (rtp_.receive(datagram_, source) >= 0) ++count;
    return count;
  }

  const std::string& tag() const { return tag_; }

 private:
  NetAddress server_;
  UdpSocket sip_;
  UdpSocket rtp_;
  std::string tag_;
  std::array<std::uint8_t, 1'500> datagram_{};
};

class TelephoneTest : public ::testing::Test {
 protected:
  void SetUp() override { open(); }
  void TearDown() override {
    if (telephone_) telephone_->stop();
  }

  void open(std::chrono::seconds rtp_timeout = std::chrono::seconds(30)) {
    if (telephone_) telephone_->stop();
    TelephoneOptions options;
    options.listen = *NetAddress::parse("127.0.0.1");
    options.rtp_ports = {42'000, 42'099};
    options.trunks = {{"carrier", {*NetAddress::parse("127.0.0.1")}}};
    options.rtp_timeout = rtp_timeout;
    options.max_calls = 3;
    auto opened = Telephone::open(options, desk_, ids_, clock_);
    ASSERT_TRUE(opened) << opened.error().detail;
    telephone_ = *std::move(opened);
    desk_.decide_by([telephone = telephone_.get()](CallId call) { telephone->answer(call); });
    caller_.emplace(telephone_->local());
  }

  /// The reply is sent before the call is forgotten.
  bool has_no_calls() {
    for (int i = 0; i < 2'000 && telephone_->counts().calls > 0; ++i) ::usleep(10'000);
    return telephone_->counts().calls == 0;
  }

  base::SystemClock clock_;
  base::IdSource ids_{clock_};
  Desk desk_;
  std::unique_ptr<Telephone> telephone_;
  std::optional<Caller> caller_;
};

TEST_F(TelephoneTest, a_caller_is_answered_hears_music_and_hangs_up) {
  const std::string answer = caller_->call(caller_->sdp());
  EXPECT_TRUE(desk_.waits_for("call carrier 09011112222 0312345678"));
  ASSERT_NE(answer.find("m=audio 42"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Contact: <sip:madoguchi@127.0.0.1:"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Allow: INVITE"), std::string::npos);
  const auto first = caller_->receive_rtp();
  ASSERT_TRUE(first);
  const std::uint16_t sequence = first->sequence;
  EXPECT_TRUE(first->has_marker);
  const auto second = caller_->receive_rtp();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->sequence, static_cast<std::uint16_t>(sequence + 1));
  EXPECT_EQ(telephone_->counts().calls, 1);
  caller_->request("BYE", "", 2, caller_->tag());
  EXPECT_TRUE(caller_->receive("SIP/2.0 200").starts_with("SIP/2.0 200"));
  EXPECT_TRUE(desk_.waits_for("left"));
  EXPECT_TRUE(has_no_calls());
}

TEST_F(TelephoneTest, we_hang_up) {
  const auto call = std::make_shared<std::atomic<std::int64_t>>(0);
  desk_.decide_by([call, telephone = telephone_.get()](CallId id) {
    *call = id.value();
    telephone->answer(id);
  });
  caller_->call(caller_->sdp());
  telephone_->hang_up(CallId(*call));
  const std::string bye = caller_->receive("BYE");
  ASSERT_TRUE(bye.starts_with("BYE sip:caller@"));
  EXPECT_EQ(desk_.told(), 1u) << "what we ended is not told";
}

TEST_F(TelephoneTest, the_caller_gives_up_while_it_rings) {
  desk_.decide_by({});
  caller_->request("INVITE", caller_->sdp());
  EXPECT_FALSE(caller_->receive("SIP/2.0 180").empty());
  caller_->request("CANCEL");
  EXPECT_FALSE(caller_->receive("SIP/2.0 487").empty());
  EXPECT_TRUE(desk_.waits_for("left"));
}

TEST_F(TelephoneTest, refusals_have_their_codes) {
  caller_->request("INVITE", caller_->sdp(), 1, "", "", "0399999999");
  EXPECT_FALSE(caller_->receive("SIP/2.0 404").empty());
  Caller mute(telephone_->local());
  mute.request("INVITE", mute.sdp("18"));
  EXPECT_FALSE(mute.receive("SIP/2.0 488").empty());
  Caller odd(telephone_->local());
  odd.request("INVITE", "this is no description");
  EXPECT_FALSE(odd.receive("SIP/2.0 400").empty());
  EXPECT_EQ(desk_.told(), 0u);
  desk_.decide_by([telephone = telephone_.get()](CallId call) {
    telephone->refuse(call, CallRefusal::kTryLater);
  });
  Caller later(telephone_->local());
  later.request("INVITE", later.sdp());
  const std::string refused = later.receive("SIP/2.0 503");
  EXPECT_NE(refused.find("Retry-After: 5"), std::string::npos) << refused;
  EXPECT_TRUE(has_no_calls());
}

TEST_F(TelephoneTest, one_call_too_many_is_told_to_come_later) {
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < 3; ++i) {
    callers.push_back(std::make_unique<Caller>(telephone_->local()));
    EXPECT_FALSE(callers.back()->call(callers.back()->sdp()).empty());
  }
  caller_->request("INVITE", caller_->sdp());
  EXPECT_NE(caller_->receive("SIP/2.0 503").find("Retry-After"), std::string::npos);
}

TEST_F(TelephoneTest, a_stranger_is_refused_once_and_then_met_with_silence) {
  Caller stranger(telephone_->local(), "127.0.0.77");
  stranger.request("INVITE", stranger.sdp());
  EXPECT_TRUE(stranger.receive().starts_with("SIP/2.0 403 Forbidden"));
  EXPECT_EQ(stranger.receive(1'200), "") << "not again without an ACK";
  stranger.request("OPTIONS", "", 2);
  stranger.request("INVITE", stranger.sdp(), 3);
  stranger.send("garbage");
  EXPECT_EQ(stranger.receive(300), "");
  EXPECT_EQ(desk_.told(), 0u);
  EXPECT_GE(telephone_->counts().strangers, 4);
  EXPECT_FALSE(caller_->call(caller_->sdp()).empty()) << "trunks are not touched by it";
}

TEST_F(TelephoneTest, options_and_other_methods_are_answered) {
  caller_->request("OPTIONS");
  EXPECT_NE(caller_->receive("SIP/2.0 200").find("Allow: INVITE"), std::string::npos);
  caller_->request("REGISTER", "", 2);
  EXPECT_NE(caller_->receive("SIP/2.0 405").find("Allow: INVITE"), std::string::npos);
  caller_->request("INVITE", caller_->sdp(), 3, "", "Require: timer\r\n");
  EXPECT_NE(caller_->receive("SIP/2.0 420").find("Unsupported: timer"), std::string::npos);
  caller_->request("BYE", "", 4, "nobody");
  EXPECT_FALSE(caller_->receive("SIP/2.0 481").empty());
}

TEST_F(TelephoneTest, garbage_from_a_trunk_harms_nobody) {
  for (const std::string& garbage :
       {std::string("\0\1\2", 3), std::string("INVITE"),
        std::string("INVITE sip:a SIP/2.0\r\n\r\n"), std::string(4'000, 'A'),
        std::string("\r\n\r\n"), std::string("SIP/2.0 200 OK\r\n\r\n"),
        std::string("BYE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK\r\nTo: <\r\n\r\n")}) {
    caller_->send(garbage);
  }
  EXPECT_FALSE(caller_->call(caller_->sdp()).empty());
}

TEST_F(TelephoneTest, hold_and_resume_by_re_invite) {
  caller_->call(caller_->sdp());
  ASSERT_TRUE(caller_->receive_rtp());
  caller_->request("INVITE", caller_->sdp() + "a=inactive\r\n", 2, caller_->tag());
  EXPECT_NE(caller_->receive("SIP/2.0 200").find("a=inactive"), std::string::npos);
  caller_->request("ACK", "", 2, caller_->tag());
  ::usleep(100'000);
  caller_->drain_rtp();
  ::usleep(100'000);
  EXPECT_EQ(caller_->drain_rtp(), 0);
  caller_->request("INVITE", caller_->sdp(), 3, caller_->tag());
  EXPECT_NE(caller_->receive("SIP/2.0 200").find("a=sendrecv"), std::string::npos);
  EXPECT_TRUE(caller_->receive_rtp());
  caller_->request("ACK", "", 3, caller_->tag());
  caller_->request("INVITE", caller_->sdp("18"), 4, caller_->tag());
  EXPECT_FALSE(caller_->receive("SIP/2.0 488").empty());
  EXPECT_TRUE(caller_->receive_rtp());
}

TEST_F(TelephoneTest, an_invite_without_description_gets_our_offer) {
  caller_->request("INVITE");
  const std::string answer = caller_->receive("SIP/2.0 200");
  EXPECT_NE(answer.find("RTP/AVP 0 8 101"), std::string::npos) << answer;
  EXPECT_EQ(caller_->drain_rtp(), 0);
  caller_->request("ACK", caller_->sdp("8"), 1, Caller::tag_of(answer));
  const auto packet = caller_->receive_rtp();
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->payload_type, 8);
}

TEST_F(TelephoneTest, audio_waits_for_the_acknowledgement) {
  caller_->request("INVITE", caller_->sdp());
  const std::string answer = caller_->receive("SIP/2.0 200");
  ASSERT_FALSE(answer.empty());
  ::usleep(200'000);
  EXPECT_EQ(caller_->drain_rtp(), 0) << "whoever wrote the address has not shown to be there";
  caller_->request("ACK", "", 1, Caller::tag_of(answer));
  EXPECT_TRUE(caller_->receive_rtp());
}

TEST_F(TelephoneTest, a_caller_who_sends_nothing_is_given_up) {
  open(std::chrono::seconds(1));
  caller_->call(caller_->sdp());
  EXPECT_TRUE(desk_.waits_for("media lost"));
  EXPECT_FALSE(caller_->receive("BYE").empty());
}

TEST_F(TelephoneTest, the_end_of_the_program_hangs_up) {
  caller_->call(caller_->sdp());
  telephone_->stop();
  EXPECT_FALSE(caller_->receive("BYE").empty());
}

TEST_F(TelephoneTest, a_port_that_is_taken_is_said_to_be) {
  TelephoneOptions options;
  options.listen = telephone_->local();
  const auto second = Telephone::open(options, desk_, ids_, clock_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::ErrorCode::kAlreadyExists);
  EXPECT_FALSE(caller_->call(caller_->sdp()).empty());
}

}  // namespace
}  // namespace madoguchi::voice
