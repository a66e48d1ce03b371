#include "voice/sip/phone_testing.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>

#include "voice/sip/digest.h"

namespace madoguchi::voice {
namespace {

constexpr std::chrono::seconds kTestPatience{20};

}  // namespace

std::optional<PhoneSecret> TestDirectory::secret_of(const std::string& extension) const {
  if (extension != "201" && extension != "202") return std::nullopt;
  return make_phone_secret(extension, "right");
}

void TestDesk::on_call(const IncomingCall& call) {
  std::function<void(CallId)> decide;
  {
    const std::lock_guard lock(mutex_);
    decide = decide_;
  }
  if (decide) decide(call.id);
  note("call " + call.from);
}

void TestDesk::on_ended(CallId, CallEnd end) {
  static constexpr std::array kNames{"left", "media lost", "signalling lost", "not taken"};
  note(kNames[static_cast<std::size_t>(end)]);
}

void TestDesk::on_operator_side(CallId, OperatorSide what) {
  note(what == OperatorSide::kConnected ? "operator connected" : "operator lost");
}

void TestDesk::on_phones(const std::string& extension, std::size_t registered) {
  note(registered == 0 ? extension + " gone"
                       : fmt::format("{} registered {}", extension, registered));
}

void TestDesk::on_trunk(const std::string& trunk, bool is_registered) {
  note(trunk + (is_registered ? " registered" : " gone"));
}

void TestDesk::on_phone_answered(CallId, const std::string& extension) {
  note("phone answered " + extension);
}

void TestDesk::on_phone_declined(CallId, const std::string& extension) {
  note("phone declined " + extension);
}

void TestDesk::on_phone_left(CallId, const std::string& extension) {
  note("phone left " + extension);
}

void TestDesk::on_dial_progress(CallId, DialProgress progress) {
  static constexpr std::array kSteps{"ringing", "answered", "failed"};
  note(fmt::format("{} {}", kSteps[static_cast<std::size_t>(progress.step)], progress.status));
}

void TestDesk::decide_by(std::function<void(CallId)> decide) {
  const std::lock_guard lock(mutex_);
  decide_ = std::move(decide);
}

bool TestDesk::waits_for(const std::string& what) {
  std::unique_lock lock(mutex_);
  return news_.wait_for(lock, kTestPatience, [&] { return std::ranges::count(told_, what) > 0; });
}

std::vector<std::string> TestDesk::told() {
  const std::lock_guard lock(mutex_);
  return told_;
}

void TestDesk::note(std::string what) {
  const std::lock_guard lock(mutex_);
  told_.push_back(std::move(what));
  news_.notify_all();
}

TestPhone::TestPhone(const NetAddress& server, const char* host, std::string extension)
    : server_(server),
      extension_(std::move(extension)),
      sip_(*UdpSocket::bind(*NetAddress::parse(host))),
      rtp_(*UdpSocket::bind(*NetAddress::parse(host))) {
  contact_host = address();
}

std::string TestPhone::request(const std::string& method, const std::string& more,
                               const std::string& body) const {
  ++sequence_;
  const std::string type = body.empty() ? "" : "Content-Type: application/sdp\r\n";
  return fmt::format(
      "{} {} SIP/2.0\r\nVia: SIP/2.0/UDP {};branch=z9hG4bK{}{};rport\r\n"
      "From: <sip:{}@madoguchi>;tag=phone\r\nTo: <sip:{}@madoguchi>\r\nCall-ID: {}\r\n"
      "CSeq: {} {}\r\nContact: <sip:{}@{}>\r\nMax-Forwards: 70\r\n{}{}Content-Length: {}\r\n\r\n{}",
      method, target, contact_host, method, sequence_, extension_, extension_, address(), sequence_,
      method, extension_, contact_host, more, type, body.size(), body);
}

void TestPhone::send(const std::string& text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  ASSERT_TRUE(sip_.send({bytes, text.size()}, server_));
}

std::string TestPhone::receive(int milliseconds) {
  pollfd waiting{sip_.fd(), POLLIN, 0};
  if (::poll(&waiting, 1, milliseconds) <= 0) return {};
  std::vector<std::uint8_t> datagram(4'096);
  NetAddress source;
  const int size = sip_.receive(datagram, source);
  return size < 0 ? "" : std::string(datagram.begin(), datagram.begin() + size);
}

std::string TestPhone::receive_begin(const std::string& begin) {
  for (int i = 0; i < 20; ++i) {
    std::string message = receive();
    if (message.empty() || message.starts_with(begin)) return message;
  }
  return {};
}

std::string TestPhone::proof(const std::string& challenge, const std::string& method,
                             const std::string& password) const {
  const auto begin = challenge.find("nonce=\"") + 7;
  const std::string nonce = challenge.substr(begin, challenge.find('"', begin) - begin);
  const std::string secret =
      digest_secret(DigestAlgorithm::kMd5, extension_, kPhoneRealm, password);
  const std::string request = digest_of(DigestAlgorithm::kMd5, method + ":" + target);
  return fmt::format(
      "Authorization: Digest username=\"{}\", realm=\"madoguchi\", nonce=\"{}\", "
      "uri=\"{}\", response=\"{}\", qop=auth, nc=00000001, cnonce=\"c\"\r\n",
      extension_, nonce, target,
      digest_of(DigestAlgorithm::kMd5,
                fmt::format("{}:{}:00000001:c:auth:{}", secret, nonce, request)));
}

std::string TestPhone::enroll(const std::string& more, const std::string& password) {
  send(request("REGISTER", more));
  const std::string challenge = receive_begin("SIP/2.0 401");
  send(request("REGISTER", more + proof(challenge, "REGISTER", password)));
  return receive_begin("SIP/2.0");
}

std::string TestPhone::header_of(const std::string& message, const std::string& name) {
  const auto begin = message.find("\r\n" + name + ": ");
  if (begin == std::string::npos) return {};
  const auto value = begin + name.size() + 4;
  return message.substr(value, message.find("\r\n", value) - value);
}

std::string TestPhone::response(const std::string& request, const std::string& status,
                                const std::string& body) const {
  const std::string to = header_of(request, "To");
  const bool is_tagged = to.find(";tag=") != std::string::npos;
  const std::string type = body.empty() ? "" : "Content-Type: application/sdp\r\n";
  return fmt::format(
      "SIP/2.0 {}\r\nVia: {}\r\nFrom: {}\r\nTo: {}{}\r\nCall-ID: {}\r\nCSeq: {}\r\n"
      "Contact: <sip:{}@{}>\r\n{}Content-Length: {}\r\n\r\n{}",
      status, header_of(request, "Via"), header_of(request, "From"), to,
      is_tagged ? "" : ";tag=answer", header_of(request, "Call-ID"), header_of(request, "CSeq"),
      extension_, contact_host, type, body.size(), body);
}

std::string TestPhone::sdp(const std::string& formats) const {
  return fmt::format(
      "v=0\r\no=- 1 1 IN IP4 {0}\r\ns=-\r\nc=IN IP4 {0}\r\nt=0 0\r\n"
      "m=audio {1} RTP/AVP {2}\r\na=rtpmap:101 telephone-event/8000\r\n",
      rtp_.local().host(), rtp_.local().port(), formats);
}

std::string TestPhone::in_dialog(const std::string& method, const std::string& response) const {
  const std::string invited = header_of(response, "CSeq");
  const int number = std::stoi(invited) + (method == "ACK" ? 0 : 1);
  return fmt::format(
      "{} {} SIP/2.0\r\nVia: SIP/2.0/UDP {};branch=z9hG4bK{}in{};rport\r\nFrom: {}\r\nTo: {}\r\n"
      "Call-ID: {}\r\nCSeq: {} {}\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
      method, target, contact_host, method, number, header_of(response, "From"),
      header_of(response, "To"), header_of(response, "Call-ID"), number, method);
}

std::string TestPhone::back(const std::string& method, const std::string& request,
                            const std::string& body) const {
  ++sequence_;
  const std::string type = body.empty() ? "" : "Content-Type: application/sdp\r\n";
  return fmt::format(
      "{} {} SIP/2.0\r\nVia: SIP/2.0/UDP {};branch=z9hG4bK{}back{};rport\r\n"
      "From: {};tag=answer\r\nTo: {}\r\nCall-ID: {}\r\nCSeq: {} {}\r\nContact: <sip:{}@{}>\r\n"
      "Max-Forwards: 70\r\n{}Content-Length: {}\r\n\r\n{}",
      method, target, contact_host, method, sequence_, header_of(request, "To"),
      header_of(request, "From"), header_of(request, "Call-ID"), sequence_, method, extension_,
      contact_host, type, body.size(), body);
}

void TestPhone::send_rtp(const NetAddress& to) {
  std::array<std::uint8_t, 172> packet{0x80};
  packet[3] = ++rtp_sequence_;
  ASSERT_TRUE(rtp_.send(packet, to));
}

bool TestPhone::receives_rtp() {
  pollfd waiting{rtp_.fd(), POLLIN, 0};
  if (::poll(&waiting, 1, 2'000) <= 0) return false;
  std::vector<std::uint8_t> datagram(4'096);
  NetAddress source;
  return rtp_.receive(datagram, source) >= 12;
}

NetAddress TestPhone::rtp_of(const std::string& message) {
  const auto host = message.find("c=IN IP4 ") + 9;
  const auto port = message.find("m=audio ") + 8;
  return *NetAddress::parse(message.substr(host, message.find("\r\n", host) - host),
                            static_cast<std::uint16_t>(std::stoi(message.substr(port))));
}

}  // namespace madoguchi::voice
