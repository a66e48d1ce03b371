#include "voice/sip/desk_phones.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fakes/fake_clock.h"
#include "voice/sip/phone_testing.h"

namespace madoguchi::voice {
namespace {

/// A phone's end of a TCP connection.
class TcpLine {
 public:
  TcpLine(const NetAddress& server, const char* host) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const NetAddress own = *NetAddress::parse(host);
    EXPECT_EQ(::bind(fd_, own.get(), own.size()), 0);
    EXPECT_EQ(::connect(fd_, server.get(), server.size()), 0);
  }
  ~TcpLine() { ::close(fd_); }
  TcpLine(const TcpLine&) = delete;
  TcpLine& operator=(const TcpLine&) = delete;

  void send(std::string text) {
    text.replace(text.find("SIP/2.0/UDP"), 11, "SIP/2.0/TCP");
    EXPECT_EQ(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL), std::ssize(text));
  }
  /// What comes next; "end" when the connection is closed, empty when nothing comes.
  std::string receive() {
    pollfd waiting{fd_, POLLIN, 0};
    if (::poll(&waiting, 1, 5'000) <= 0) return {};
    std::string text(4'096, 0);
    const auto size = ::recv(fd_, text.data(), text.size(), 0);
    return size <= 0 ? "end" : text.substr(0, static_cast<std::size_t>(size));
  }

 private:
  int fd_;
};

/// Over loopback: the trunk is 127.0.0.1, phones are 127.0.0.2 and on.
class DeskPhonesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    TelephoneOptions options;
    options.listen = *NetAddress::parse("127.0.0.1");
    options.rtp_ports = {42'100, 42'199};
    options.trunks = {{"carrier", {*NetAddress::parse("127.0.0.1")}}};
    options.phones = &directory_;
    auto opened = Telephone::open(options, desk_, ids_, clock_);
    ASSERT_TRUE(opened) << opened.error().detail;
    telephone_ = *std::move(opened);
    server_ = telephone_->local();
    phone_.emplace(server_, "127.0.0.2");
  }
  void TearDown() override { telephone_->stop(); }

  NetAddress server_;
  fakes::FakeClock clock_;
  base::IdSource ids_{clock_};
  TestDirectory directory_;
  TestDesk desk_;
  std::unique_ptr<Telephone> telephone_;
  std::optional<TestPhone> phone_;
};

TEST_F(DeskPhonesTest, a_phone_registers_and_leaves) {
  const std::string reply = phone_->enroll();
  EXPECT_TRUE(reply.starts_with("SIP/2.0 200")) << reply;
  EXPECT_EQ(TestPhone::header_of(reply, "Contact"),
            "<sip:201@" + phone_->address() + ">;expires=300");
  EXPECT_NE(TestPhone::header_of(reply, "Via").find(";rport=" + phone_->address().substr(10)),
            std::string::npos)
      << "RFC 3581: " << reply;
  EXPECT_TRUE(desk_.waits_for("201 registered 1"));
  EXPECT_TRUE(phone_->enroll("Expires: 0\r\n").starts_with("SIP/2.0 200"));
  EXPECT_TRUE(desk_.waits_for("201 gone"));
}

TEST_F(DeskPhonesTest, a_wrong_password_is_challenged_again) {
  EXPECT_TRUE(phone_->enroll("", "wrong").starts_with("SIP/2.0 401"));
  EXPECT_TRUE(desk_.told().empty());
}

TEST_F(DeskPhonesTest, a_request_that_is_sent_again_gets_the_same_answer) {
  phone_->send(phone_->request("REGISTER"));
  const std::string challenge = phone_->receive();
  const std::string proven = phone_->request("REGISTER", phone_->proof(challenge, "REGISTER"));
  phone_->send(proven);
  const std::string reply = phone_->receive();
  EXPECT_TRUE(reply.starts_with("SIP/2.0 200"));
  phone_->send(proven);
  EXPECT_EQ(phone_->receive(), reply) << "by the transaction, not by the counts of nonces";
}

TEST_F(DeskPhonesTest, only_register_is_heard_of_strangers) {
  phone_->send(phone_->request("OPTIONS"));
  EXPECT_TRUE(phone_->receive().starts_with("SIP/2.0 403"));
  phone_->send(phone_->request("INVITE", "", phone_->sdp()));
  EXPECT_EQ(phone_->receive(300), "");
  EXPECT_TRUE(phone_->enroll().starts_with("SIP/2.0 200")) << "whatever it did before";
}

TEST_F(DeskPhonesTest, nothing_is_heard_while_they_are_switched_off) {
  directory_.switch_off();
  phone_->send(phone_->request("REGISTER"));
  EXPECT_TRUE(phone_->receive().starts_with("SIP/2.0 403"));
  phone_->send(phone_->request("REGISTER"));
  EXPECT_EQ(phone_->receive(300), "");
}

TEST_F(DeskPhonesTest, what_breaks_the_rules_is_refused_by_its_code) {
  std::string odd = phone_->request("REGISTER");
  odd.replace(odd.find("Max-Forwards: 70"), 16, "Max-Forwards: -1");
  phone_->send(odd);
  EXPECT_TRUE(phone_->receive().starts_with("SIP/2.0 400"));
  phone_->send("REGISTER sip:a SIP/2.0\r\n\r\n");
  EXPECT_EQ(phone_->receive(300), "");
}

TEST_F(DeskPhonesTest, a_phone_that_dials_shows_who_it_is_and_is_refused) {
  ASSERT_TRUE(phone_->enroll().starts_with("SIP/2.0 200"));
  phone_->send(phone_->request("INVITE", "", phone_->sdp()));
  const std::string challenge = phone_->receive_begin("SIP/2.0 401");
  EXPECT_NE(challenge.find("WWW-Authenticate: Digest"), std::string::npos);
  phone_->send(phone_->request("INVITE", phone_->proof(challenge, "INVITE"), phone_->sdp()));
  EXPECT_FALSE(phone_->receive_begin("SIP/2.0 403").empty());
}

TEST_F(DeskPhonesTest, a_phone_that_is_registered_may_ask_whether_we_are_there) {
  ASSERT_TRUE(phone_->enroll().starts_with("SIP/2.0 200"));
  phone_->send(phone_->request("OPTIONS"));
  EXPECT_TRUE(phone_->receive().starts_with("SIP/2.0 200"));
  phone_->send(phone_->request("SUBSCRIBE"));
  EXPECT_TRUE(phone_->receive().starts_with("SIP/2.0 405"));
}

TEST_F(DeskPhonesTest, a_phone_behind_a_nat_is_asked_whether_it_is_there) {
  phone_->contact_host = "10.0.0.5:5060";
  ASSERT_TRUE(phone_->enroll().starts_with("SIP/2.0 200"));
  EXPECT_EQ(phone_->receive(1'500), "") << "not yet";
  clock_.advance(PhonePings::kInterval);
  const std::string ping = phone_->receive_begin("OPTIONS");
  EXPECT_TRUE(ping.starts_with("OPTIONS sip:201@" + phone_->address() + " SIP/2.0")) << ping;
  phone_->send(phone_->response(ping, "404 Not Found"));
  clock_.advance(PhonePings::kInterval);
  EXPECT_FALSE(phone_->receive_begin("OPTIONS").empty()) << "whatever it answers";
}

TEST_F(DeskPhonesTest, a_phone_in_our_network_is_not_asked) {
  ASSERT_TRUE(phone_->enroll().starts_with("SIP/2.0 200"));
  EXPECT_EQ(phone_->receive(1'500), "");
  clock_.advance(PhonePings::kInterval);
  EXPECT_EQ(phone_->receive(1'500), "");
}

TEST_F(DeskPhonesTest, a_phone_registers_over_tcp_and_is_reached_by_the_same_connection) {
  TcpLine line(server_, "127.0.0.2");
  line.send(phone_->request("REGISTER"));
  const std::string challenge = line.receive();
  EXPECT_TRUE(challenge.starts_with("SIP/2.0 401")) << challenge;
  line.send(phone_->request("REGISTER", phone_->proof(challenge, "REGISTER")));
  EXPECT_TRUE(line.receive().starts_with("SIP/2.0 200"));
  ::usleep(1'500'000);  // the interval begins with the first look at it
  clock_.advance(PhonePings::kInterval);
  const std::string ping = line.receive();
  EXPECT_TRUE(ping.starts_with("OPTIONS sip:201@127.0.0.2:")) << ping;
  EXPECT_NE(ping.find(";transport=tcp SIP/2.0\r\nVia: SIP/2.0/TCP"), std::string::npos) << ping;
}

TEST_F(DeskPhonesTest, a_connection_without_a_phone_is_ended) {
  TcpLine line(server_, "127.0.0.2");
  line.send(phone_->request("REGISTER"));
  EXPECT_TRUE(line.receive().starts_with("SIP/2.0 401"));
  clock_.advance(PhoneConnections::kTimeToRegister);
  EXPECT_EQ(line.receive(), "end");
}

TEST_F(DeskPhonesTest, phones_of_an_extension_are_counted_and_forgotten) {
  ASSERT_TRUE(phone_->enroll().starts_with("SIP/2.0 200"));
  TestPhone other(server_, "127.0.0.3");
  ASSERT_TRUE(other.enroll("Expires: 600\r\n").starts_with("SIP/2.0 200"));
  EXPECT_TRUE(desk_.waits_for("201 registered 2"));
  TestPhone third(server_, "127.0.0.4");
  ASSERT_TRUE(third.enroll("Expires: 600\r\n").starts_with("SIP/2.0 200"));
  EXPECT_TRUE(desk_.waits_for("201 registered 3"));
  clock_.advance(base::Seconds(300));
  telephone_->forget_phones("202");
  telephone_->forget_phones("201");
  EXPECT_TRUE(desk_.waits_for("201 gone"));
  phone_->send(phone_->request("OPTIONS"));
  EXPECT_EQ(phone_->receive(300).find("SIP/2.0 200"), std::string::npos) << "a stranger again";
  EXPECT_TRUE(phone_->enroll().starts_with("SIP/2.0 200"));
}

TEST_F(DeskPhonesTest, a_new_password_ends_the_silence_for_who_mistyped_the_old_one) {
  TestPhone other(server_, "127.0.0.3");
  ASSERT_TRUE(other.enroll().starts_with("SIP/2.0 200"));
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(phone_->enroll("", "wrong").starts_with("SIP/2.0 401"));
  }
  phone_->send(phone_->request("REGISTER"));
  ASSERT_EQ(phone_->receive(300), "");
  telephone_->forget_phones("201");
  EXPECT_TRUE(desk_.waits_for("201 gone"));
  EXPECT_TRUE(phone_->enroll().starts_with("SIP/2.0 200"));
}

TEST_F(DeskPhonesTest, a_phone_may_stand_on_the_host_of_a_trunk) {
  TestPhone inside(server_, "127.0.0.1");
  EXPECT_TRUE(inside.enroll("", "wrong").starts_with("SIP/2.0 401"));
  EXPECT_TRUE(inside.enroll().starts_with("SIP/2.0 200"));
  EXPECT_TRUE(desk_.waits_for("201 registered 1"));
  directory_.switch_off();
  TestPhone trunk(server_, "127.0.0.1");
  trunk.send(trunk.request("REGISTER"));
  EXPECT_TRUE(trunk.receive().starts_with("SIP/2.0 405"));
}

TEST_F(DeskPhonesTest, a_registration_ends_by_itself) {
  ASSERT_TRUE(phone_->enroll().starts_with("SIP/2.0 200"));
  EXPECT_TRUE(desk_.waits_for("201 registered 1"));
  clock_.advance(base::Seconds(300));
  EXPECT_TRUE(desk_.waits_for("201 gone"));
}

}  // namespace
}  // namespace madoguchi::voice
