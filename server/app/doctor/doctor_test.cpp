#include <thread>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/doctor/certificate.h"
#include "app/doctor/data_folder.h"
#include "app/doctor/machine.h"
#include "app/doctor/network.h"
#include "app/doctor/trunk_answers.h"
#include "transport/self_signed.h"

namespace madoguchi::app::doctor {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::system_clock;

constexpr const char* kOurs = "192.168.0.5:40000";

std::string response(const std::string& status, const std::string& via) {
  return "SIP/2.0 " + status + "\r\n" + via + "\r\nCSeq: 1 OPTIONS\r\n\r\n";
}

TEST(OptionsAnswer, shows_status_and_via) {
  const auto answer = read_options_answer(response(
      "200 OK", "Via: SIP/2.0/UDP 192.168.0.5:40000;branch=z9;rport=7;received=203.0.113.5"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->sent_by, kOurs);
  EXPECT_EQ(answer->received, "203.0.113.5");
  const auto brief = read_options_answer(
      response("404 X", "v : SIP/2.0/TCP h:1 ; Received = 1.2.3.4 , SIP/2.0/UDP b"));
  ASSERT_TRUE(brief);
  EXPECT_EQ(brief->sent_by, "h:1");
  EXPECT_EQ(brief->received, "1.2.3.4");
}

TEST(OptionsAnswer, may_lack_everything_but_the_first_line) {
  for (const char* none : {"", "HTTP/1.1 200 OK", "SIP/2.0 ", "SIP/2.0 2x0 OK", "SIP/2.0 -20"}) {
    EXPECT_FALSE(read_options_answer(none)) << none;
  }
  for (const char* poor : {"SIP/2.0 200", "SIP/2.0 200 OK\r\nVia", "SIP/2.0 200 OK\r\nVia:\r\n",
                           "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP", "SIP/2.0 200 OK\r\n:\r\n"}) {
    const auto answer = read_options_answer(poor);
    ASSERT_TRUE(answer) << poor;
    EXPECT_EQ(answer->sent_by, "");
  }
}

TEST(OptionsAnswer, shows_nothing_that_a_terminal_obeys) {
  const auto answer =
      read_options_answer(response("200 OK", "Via: SIP/2.0/UDP a\x1b[2J\nb;received=\x1b]0;x"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->sent_by, "a?[2J?b");
  EXPECT_EQ(answer->received, "?]0");
  const std::string long_name(300, 'a');
  const auto cut = read_options_answer(response("200 OK", "Via: SIP/2.0/UDP " + long_name));
  EXPECT_EQ(cut->sent_by.size(), 80u);
}

TEST(OptionsAnswer, is_judged_by_via_and_status) {
  const auto verdict = [](OptionsAnswer answer, const std::string& public_host = "") {
    return judge_answer("carrier", answer, kOurs, public_host).verdict;
  };
  EXPECT_EQ(verdict({200, kOurs, ""}), Verdict::kOk);
  EXPECT_EQ(verdict({405, kOurs, "192.168.0.5"}), Verdict::kOk);
  EXPECT_EQ(verdict({200, kOurs, "203.0.113.5"}), Verdict::kWarning) << "a NAT";
  EXPECT_EQ(verdict({200, kOurs, "203.0.113.5"}, "203.0.113.5"), Verdict::kOk) << "a known NAT";
  EXPECT_EQ(verdict({200, "203.0.113.5:40000", ""}), Verdict::kWarning) << "an ALG";
  EXPECT_EQ(verdict({503, kOurs, ""}), Verdict::kError);
  EXPECT_EQ(verdict({403, kOurs, ""}), Verdict::kError);
}

TEST(RtpPorts, are_judged_by_number_and_neighbours) {
  const auto free = [](std::uint16_t) { return true; };
  const voice::PortRange system{32'768, 60'999};
  const auto worst = [](const Findings& findings) { return findings.back().verdict; };
  EXPECT_EQ(worst(judge_rtp({20'000, 29'999}, system, free)), Verdict::kOk);
  EXPECT_EQ(judge_rtp({20'000, 29'999}, system, free).size(), 1u);
  EXPECT_EQ(worst(judge_rtp({20'000, 20'019}, system, free)), Verdict::kWarning) << "10 calls";
  EXPECT_EQ(worst(judge_rtp({30'000, 39'999}, system, free)), Verdict::kWarning);
  const auto one_taken = [](std::uint16_t port) { return port != 20'000; };
  EXPECT_EQ(worst(judge_rtp({20'000, 29'999}, system, one_taken)), Verdict::kWarning);
  EXPECT_NO_FATAL_FAILURE(judge_rtp({65'000, 65'535}, system, free)) << "ends";
}

TEST(Room, is_judged_by_what_recordings_take) {
  constexpr std::uintmax_t kMegabyte = 1024 * 1024;
  EXPECT_EQ(judge_room(99 * kMegabyte).verdict, Verdict::kError);
  EXPECT_EQ(judge_room(100 * kMegabyte).verdict, Verdict::kWarning);
  EXPECT_EQ(judge_room(2048 * kMegabyte).verdict, Verdict::kOk);
}

TEST(UdpCounter, is_found_by_its_name) {
  const std::string snmp =
      "Ip: Forwarding\nIp: 1\nUdp: InDatagrams NoPorts RcvbufErrors\nUdp: 12 3 4\nUdpLite: X\n";
  EXPECT_EQ(udp_counter(snmp, "InDatagrams"), 12);
  EXPECT_EQ(udp_counter(snmp, "RcvbufErrors"), 4);
  EXPECT_EQ(udp_counter(snmp, "Other"), 0);
  EXPECT_EQ(udp_counter("", "InDatagrams"), 0);
}

TEST(Addresses, are_held_against_the_trunks_that_admins_made) {
  Options options;
  options.sip = Endpoint{"192.168.0.5", 5060};
  voice::Trunk inside{"office", {*voice::NetAddress::parse("192.168.0.9")}};
  voice::Trunk outside{"carrier", {*voice::NetAddress::parse("198.51.100.10")}};
  EXPECT_EQ(look_at_addresses(options, {inside}).front().verdict, Verdict::kOk);
  EXPECT_EQ(look_at_addresses(options, {inside, outside}).front().verdict, Verdict::kWarning);
}

std::string via_of(const std::string& question) {
  const auto begin = question.find("Via:");
  return question.substr(begin, question.find("\r\n", begin) - begin);
}

/// A trunk that answers one question with these responses, each in a packet of its own.
class AnsweringTrunk {
 public:
  AnsweringTrunk(int type, std::vector<std::string> statuses)
      : socket_(::socket(AF_INET, type, 0)) {
    const auto here = *voice::NetAddress::parse("127.0.0.1");
    EXPECT_EQ(::bind(socket_, here.get(), here.size()), 0);
    if (type == SOCK_STREAM) ::listen(socket_, 1);
    sockaddr_storage storage{};
    socklen_t size = sizeof(storage);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&storage), &size);
    trunk_ = {"carrier", {voice::NetAddress::of(storage)}};
    trunk_.is_tcp = type == SOCK_STREAM;
    thread_ = std::thread([this, statuses = std::move(statuses)] { answer(statuses); });
  }
  ~AnsweringTrunk() {
    thread_.join();
    ::close(socket_);
  }
  [[nodiscard]] const voice::Trunk& trunk() const { return trunk_; }

 private:
  void answer(const std::vector<std::string>& statuses) const {
    sockaddr_storage from{};
    socklen_t size = sizeof(from);
    std::string question(4096, '\0');
    const int peer = trunk_.is_tcp ? ::accept(socket_, nullptr, nullptr) : socket_;
    const auto got = ::recvfrom(peer, question.data(), question.size(), 0,
                                reinterpret_cast<sockaddr*>(&from), &size);
    question.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    for (const std::string& status : statuses) {
      const std::string text = response(status, via_of(question));
      ::sendto(peer, text.data(), text.size(), 0,
               trunk_.is_tcp ? nullptr : reinterpret_cast<sockaddr*>(&from),
               trunk_.is_tcp ? 0 : size);
    }
    if (trunk_.is_tcp) ::close(peer);
  }

  int socket_;
  voice::Trunk trunk_;
  std::thread thread_;
};

TEST(AskTrunks, waits_for_the_final_response) {
  Options options;
  options.sip = Endpoint{"127.0.0.1", 5060};
  for (const int type : {SOCK_DGRAM, SOCK_STREAM}) {
    const AnsweringTrunk calm(type, {"200 OK"});
    EXPECT_EQ(ask_trunks(options, {calm.trunk()}).front().verdict, Verdict::kOk);
    const AnsweringTrunk busy(type, {"100 Trying", "503 Service Unavailable"});
    EXPECT_EQ(ask_trunks(options, {busy.trunk()}).front().verdict, Verdict::kError);
  }
}

class CertificateCheck : public ::testing::Test {
 protected:
  CertificateCheck() {
    std::string pattern = fs::temp_directory_path() / "mdg-doctor-XXXXXX";
    options_.data = ::mkdtemp(pattern.data());
    options_.http = {"127.0.0.1", 8080};
    options_.tls_self_signed = true;
  }
  ~CertificateCheck() override { fs::remove_all(options_.data); }

  /// The worst of all.
  [[nodiscard]] Verdict verdict(hours later = hours(0)) const {
    Verdict worst = Verdict::kOk;
    for (const Finding& each : look_at_certificate(options_, system_clock::now() + later)) {
      worst = std::max(worst, each.verdict);
    }
    return worst;
  }

  Options options_;
};

TEST_F(CertificateCheck, is_made_at_the_first_start) { EXPECT_EQ(verdict(), Verdict::kOk); }

TEST_F(CertificateCheck, tells_how_long_it_is_valid) {
  ASSERT_TRUE(transport::make_self_signed_certificate(options_.data, {"desk.example"}));
  options_.public_origin = "https://desk.example:8443";
  EXPECT_EQ(verdict(), Verdict::kOk);
  EXPECT_EQ(verdict(hours(24 * 380)), Verdict::kOk);
  EXPECT_EQ(verdict(hours(24 * 390)), Verdict::kWarning);
  EXPECT_EQ(verdict(hours(24 * 398)), Verdict::kError);
  EXPECT_EQ(verdict(-hours(24 * 30)), Verdict::kError) << "not yet";
  options_.public_origin = "https://other.example";
  EXPECT_EQ(verdict(), Verdict::kWarning);
}

TEST_F(CertificateCheck, knows_an_address_of_ipv6) {
  ASSERT_TRUE(transport::make_self_signed_certificate(options_.data, {"::1"}));
  options_.public_origin = "https://[::1]:8443";
  EXPECT_EQ(verdict(), Verdict::kOk);
}

TEST_F(CertificateCheck, misses_files_that_are_not_there) {
  options_.tls_self_signed = false;
  options_.tls_certificate = options_.data / "none.pem";
  options_.tls_key = options_.data / "none.key";
  EXPECT_EQ(verdict(), Verdict::kError);
}

TEST_F(CertificateCheck, is_missed_where_others_reach_the_desk) {
  options_.tls_self_signed = false;
  EXPECT_EQ(verdict(), Verdict::kOk) << "on loopback";
  options_.http = {"192.0.2.5", 80};
  EXPECT_EQ(verdict(), Verdict::kWarning);
}

}  // namespace
}  // namespace madoguchi::app::doctor
