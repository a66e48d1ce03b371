#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include "voice/media/rtp_packet.h"
#include "voice/media/udp_socket.h"
#include "voice/telephone.h"

namespace madoguchi::voice {

constexpr std::chrono::seconds kTestPatience{20};
constexpr const char* kTestNumber = "0312345678";

/// Writes down what the telephone tells; answers at once unless told otherwise.
class Desk final : public CallHandler {
 public:
  bool knows_number(const std::string& number) override { return number == kTestNumber; }
  void on_call(const IncomingCall& call) override {
    last_call_ = call.id;
    std::function<void(CallId)> decide;
    {
      const std::lock_guard lock(mutex_);
      decide = decide_;
    }
    if (decide) decide(call.id);
    note("call " + call.trunk + " " + call.from + " " + call.to);
  }
  void on_ended(CallId, CallEnd end) override {
    static constexpr std::array kNames{"left", "media lost", "signalling lost", "not taken"};
    note(kNames[static_cast<std::size_t>(end)]);
  }
  void on_operator_side(CallId, OperatorSide what) override {
    note(what == OperatorSide::kConnected ? "operator connected" : "operator lost");
  }
  void on_key(CallId, char key) override { note(std::string("key ") + key); }

  /// Until it was told so many times.
  bool waits_for(const std::string& what, int times = 1) {
    std::unique_lock lock(mutex_);
    return news_.wait_for(lock, kTestPatience,
                          [&] { return std::ranges::count(told_, what) >= times; });
  }
  [[nodiscard]] CallId last_call() const { return last_call_; }
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
  std::atomic<CallId> last_call_{CallId(0)};
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
               const std::string& number = kTestNumber) {
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
    const auto media = answer.find("m=audio ");
    if (media != std::string::npos) {
      media_ = server_.with_port(static_cast<std::uint16_t>(std::stoi(answer.substr(media + 8))));
    }
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
  /// 20 ms of audio, or what else the payload type says.
  void send_rtp(std::uint16_t sequence, std::span<const std::uint8_t> payload,
                std::uint8_t type = 0) {
    RtpPacket packet;
    packet.payload_type = type;
    packet.sequence = sequence;
    packet.timestamp = sequence * 160U;
    packet.ssrc = 9;
    std::vector<std::uint8_t> datagram(kRtpHeaderSize);
    write_rtp_header(packet, std::span(datagram).first<kRtpHeaderSize>());
    datagram.insert(datagram.end(), payload.begin(), payload.end());
    ASSERT_TRUE(rtp_.send(datagram, media_));
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
  NetAddress media_;
  std::string tag_;
  std::array<std::uint8_t, 1'500> datagram_{};
};

/// A telephone on a free port, whose desk answers at once, and a caller of its trunk.
class TelephoneTest : public ::testing::Test {
 protected:
  void SetUp() override { open(); }
  void TearDown() override {
    if (telephone_) telephone_->stop();
  }

  void open(std::chrono::seconds rtp_timeout = std::chrono::seconds(30),
            std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    if (telephone_) telephone_->stop();
    TelephoneOptions options;
    options.listen = *NetAddress::parse("127.0.0.1");
    options.rtp_ports = {42'000, 42'099};
    options.trunks = {{"carrier", {*NetAddress::parse("127.0.0.1")}}};
    options.rtp_timeout = rtp_timeout;
    options.patience = patience;
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

}  // namespace madoguchi::voice
