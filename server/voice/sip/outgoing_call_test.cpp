#include "voice/sip/outgoing_call.h"

#include <gtest/gtest.h>

#include "voice/sip/phone_testing.h"

namespace madoguchi::voice {
namespace {

constexpr const char* kChallenge =
    "SIP/2.0 407 Proxy Authentication Required\r\n"
    "Proxy-Authenticate: Digest realm=\"carrier\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\r\n";

/// The trunk is 127.0.0.1, phones are 127.0.0.2 and on.
class OutgoingCallTest : public ::testing::Test {
 protected:
  void SetUp() override {
    carrier_.target = "sip:0312345678@madoguchi";
    TelephoneOptions options;
    options.listen = *NetAddress::parse("127.0.0.1");
    options.rtp_ports = {42'200, 42'299};
    Trunk trunk{"carrier", {*NetAddress::parse("127.0.0.1")}};
    const std::string address = carrier_.address();
    trunk.hosts[0].set_port(static_cast<std::uint16_t>(std::stoi(address.substr(10))));
    trunk.user = "line1";
    trunk.password = "secret";
    trunk.asserts_identity = true;
    options.trunks = {trunk};
    options.phones = &directory_;
    auto opened = Telephone::open(options, desk_, ids_, clock_);
    ASSERT_TRUE(opened) << opened.error().detail;
    telephone_ = *std::move(opened);
    server_ = telephone_->local();
    desk_.decide_by([this](CallId id) {
      telephone_->answer(id);
      call_ = id.value();
    });
  }
  void TearDown() override { telephone_->stop(); }

  [[nodiscard]] CallId call() const { return CallId(call_.load()); }

  /// A customer calls and is answered; the 200.
  std::string take_call() {
    carrier_.send(carrier_.request("INVITE", "", carrier_.sdp()));
    std::string answer = carrier_.receive_begin("SIP/2.0 200");
    carrier_.send(carrier_.in_dialog("ACK", answer));
    EXPECT_TRUE(desk_.waits_for("call 201")) << "the caller's name in this test";
    return answer;
  }
  /// The phone rings; its INVITE.
  std::string ring(TestPhone& phone, const std::string& from = "09011112222") {
    EXPECT_TRUE(phone.enroll().starts_with("SIP/2.0 200"));
    telephone_->ring_phone(call(), "201", from);
    std::string invite = phone.receive_begin("INVITE");
    phone.send(phone.response(invite, "180 Ringing"));
    return invite;
  }
  std::string dial() {
    telephone_->dial(dialed_, "carrier", "0312345678", "03-9876-5432");
    return carrier_.receive_begin("INVITE");
  }
  /// With a line more than response() writes.
  std::string refuse_with(const std::string& invite, const std::string& begin) {
    const std::string response = carrier_.response(invite, "000 X");
    return begin + response.substr(response.find("\r\n") + 2);
  }

  NetAddress server_;
  base::SystemClock clock_;
  base::IdSource ids_{clock_};
  TestDirectory directory_;
  TestDesk desk_;
  std::unique_ptr<Telephone> telephone_;
  TestPhone carrier_{server_, "127.0.0.1"};
  TestPhone phone_{server_, "127.0.0.2"};
  std::atomic<std::int64_t> call_{0};
  const CallId dialed_{77};
};

TEST_F(OutgoingCallTest, a_desk_phone_becomes_the_operators_side) {
  const std::string answer = take_call();
  const std::string invite = ring(phone_);
  EXPECT_TRUE(invite.starts_with("INVITE sip:201@" + phone_.address() + " SIP/2.0")) << invite;
  EXPECT_NE(TestPhone::header_of(invite, "From").find("<sip:09011112222@127.0.0.1:"),
            std::string::npos);
  EXPECT_NE(invite.find("RTP/AVP 0 101\r\n"), std::string::npos) << "the customer's codec alone";
  phone_.send(phone_.response(invite, "200 OK", phone_.sdp()));
  EXPECT_FALSE(phone_.receive_begin("ACK").empty());
  EXPECT_TRUE(desk_.waits_for("phone answered 201"));
  EXPECT_TRUE(desk_.waits_for("operator connected"));
  for (int i = 0; i < 5; ++i) carrier_.send_rtp(TestPhone::rtp_of(answer));
  EXPECT_TRUE(phone_.receives_rtp());
  phone_.send(phone_.back("BYE", invite));
  EXPECT_FALSE(phone_.receive_begin("SIP/2.0 200").empty());
  EXPECT_TRUE(desk_.waits_for("phone left 201"));
  telephone_->hang_up(call());
  EXPECT_FALSE(carrier_.receive_begin("BYE").empty()) << "the call had gone on";
}

TEST_F(OutgoingCallTest, a_phone_behind_a_nat_is_reached_by_its_flow) {
  take_call();
  phone_.contact_host = "10.9.9.9:5060";
  const std::string invite = ring(phone_, "");
  EXPECT_TRUE(invite.starts_with("INVITE sip:201@" + phone_.address())) << invite;
  EXPECT_NE(TestPhone::header_of(invite, "From").find("anonymous.invalid"), std::string::npos);
  phone_.send(phone_.response(invite, "200 OK", phone_.sdp()));
  const std::string ack = phone_.receive_begin("ACK");
  EXPECT_TRUE(ack.starts_with("ACK sip:201@" + phone_.address())) << ack;
  EXPECT_TRUE(desk_.waits_for("phone answered 201"));
  telephone_->hang_up(call());
  EXPECT_TRUE(phone_.receive_begin("BYE").starts_with("BYE sip:201@" + phone_.address()));
}

TEST_F(OutgoingCallTest, a_phone_holds_the_call_by_re_invite) {
  take_call();
  const std::string invite = ring(phone_);
  phone_.send(phone_.response(invite, "200 OK", phone_.sdp()));
  EXPECT_TRUE(desk_.waits_for("operator connected"));
  for (int i = 0; i < 500 && carrier_.receives_rtp(); ++i) {  // the music before
  }
  phone_.send(phone_.back("INVITE", invite, phone_.sdp("8 0 101") + "a=sendonly\r\n"));
  const std::string held = phone_.receive_begin("SIP/2.0 200");
  EXPECT_NE(held.find("a=recvonly"), std::string::npos) << held;
  EXPECT_NE(held.find("RTP/AVP 0 101\r\n"), std::string::npos) << "the codec stays: " << held;
  EXPECT_TRUE(carrier_.receives_rtp()) << "the customer hears music again";
  phone_.send(phone_.in_dialog("ACK", held));
  phone_.send(phone_.back("INVITE", invite, phone_.sdp("18")));
  EXPECT_FALSE(phone_.receive_begin("SIP/2.0 488").empty());
  telephone_->park(call());
  EXPECT_FALSE(phone_.receive_begin("BYE").empty()) << "a call that is parked has no phone";
}

TEST_F(OutgoingCallTest, a_phone_that_is_not_registered_any_more_is_heard_in_its_call) {
  take_call();
  const std::string invite = ring(phone_);
  phone_.send(phone_.response(invite, "200 OK", phone_.sdp()));
  EXPECT_TRUE(desk_.waits_for("operator connected"));
  telephone_->forget_phones("201");
  EXPECT_TRUE(desk_.waits_for("201 gone"));
  phone_.send(phone_.request("OPTIONS"));
  EXPECT_FALSE(phone_.receive_begin("SIP/2.0 403").empty()) << "but for its call a stranger";
  TestPhone neighbour(server_, "127.0.0.2");
  neighbour.send(neighbour.back("BYE", invite));
  EXPECT_EQ(neighbour.receive(300), "") << "as is whoever else is at its host";
  phone_.send(phone_.back("BYE", invite));
  EXPECT_FALSE(phone_.receive_begin("SIP/2.0 200").empty());
  EXPECT_TRUE(desk_.waits_for("phone left 201"));
  phone_.send(phone_.back("BYE", invite));
  EXPECT_EQ(phone_.receive(300), "") << "the call is over";
}

TEST_F(OutgoingCallTest, a_phone_declines) {
  take_call();
  const std::string invite = ring(phone_);
  phone_.send(phone_.response(invite, "486 Busy Here"));
  EXPECT_FALSE(phone_.receive_begin("ACK").empty());
  EXPECT_TRUE(desk_.waits_for("phone declined 201"));
}

TEST_F(OutgoingCallTest, an_extension_without_a_phone_declines) {
  take_call();
  telephone_->ring_phone(call(), "202", "");
  EXPECT_TRUE(desk_.waits_for("phone declined 202"));
}

TEST_F(OutgoingCallTest, the_first_phone_takes_it_and_the_others_are_told) {
  take_call();
  TestPhone other(server_, "127.0.0.3");
  ASSERT_TRUE(other.enroll().starts_with("SIP/2.0 200"));
  const std::string invite = ring(phone_);
  const std::string second = other.receive_begin("INVITE");
  other.send(other.response(second, "180 Ringing"));
  EXPECT_EQ(other.receive(300), "") << "until then it rings";
  phone_.send(phone_.response(invite, "200 OK", phone_.sdp()));
  const std::string cancel = other.receive_begin("CANCEL");
  EXPECT_EQ(TestPhone::header_of(cancel, "Reason"),
            "SIP;cause=200;text=\"Call completed elsewhere\"");
  const std::string branch = TestPhone::header_of(second, "Via");
  EXPECT_EQ(TestPhone::header_of(cancel, "Via"), branch);
  EXPECT_EQ(TestPhone::header_of(other.receive_begin("CANCEL"), "Via"), branch) << "the same";
  EXPECT_TRUE(desk_.waits_for("phone answered 201"));
}

TEST_F(OutgoingCallTest, ringing_is_stopped) {
  take_call();
  const std::string invite = ring(phone_);
  EXPECT_EQ(phone_.receive(300), "");
  telephone_->stop_ringing(call());
  EXPECT_EQ(TestPhone::header_of(phone_.receive_begin("CANCEL"), "Reason"), "");
}

TEST_F(OutgoingCallTest, a_phone_that_answers_too_late_is_hung_up) {
  take_call();
  const std::string invite = ring(phone_);
  phone_.send(phone_.response(invite, "200 OK", phone_.sdp()));
  EXPECT_TRUE(desk_.waits_for("operator connected"));
  telephone_->stop_ringing(call());
  EXPECT_FALSE(phone_.receive_begin("BYE").empty());
  EXPECT_EQ(telephone_->counts().calls, 1) << "the customer waits";
  telephone_->stop_ringing(call());
}

TEST_F(OutgoingCallTest, the_caller_gives_up_while_the_phone_rings) {
  const std::string answer = take_call();
  (void)ring(phone_);
  EXPECT_EQ(phone_.receive(300), "");
  carrier_.send(carrier_.in_dialog("BYE", answer));
  EXPECT_FALSE(phone_.receive_begin("CANCEL").empty());
  EXPECT_TRUE(desk_.waits_for("left"));
}

TEST_F(OutgoingCallTest, a_phone_that_answers_in_another_codec_is_let_go) {
  take_call();
  const std::string invite = ring(phone_);
  phone_.send(phone_.response(invite, "200 OK", phone_.sdp("8 101")));
  EXPECT_FALSE(phone_.receive_begin("ACK").empty());
  EXPECT_FALSE(phone_.receive_begin("BYE").empty());
  EXPECT_TRUE(desk_.waits_for("phone declined 201"));
}

TEST_F(OutgoingCallTest, a_number_is_dialled) {
  const std::string invite = dial();
  EXPECT_TRUE(invite.starts_with("INVITE sip:0398765432@" + carrier_.address())) << invite;
  EXPECT_NE(TestPhone::header_of(invite, "From").find("<sip:0312345678@127.0.0.1:"),
            std::string::npos);
  EXPECT_NE(TestPhone::header_of(invite, "P-Asserted-Identity").find("<sip:0312345678@"),
            std::string::npos);
  carrier_.send(carrier_.response(invite, "100 Trying"));
  carrier_.send(carrier_.response(invite, "183 Session Progress", carrier_.sdp()));
  EXPECT_TRUE(desk_.waits_for("ringing 180"));
  carrier_.send(carrier_.response(invite, "200 OK", carrier_.sdp()));
  EXPECT_FALSE(carrier_.receive_begin("ACK").empty());
  EXPECT_TRUE(desk_.waits_for("answered 200"));
  EXPECT_TRUE(carrier_.receives_rtp()) << "music, until somebody speaks";
  EXPECT_EQ(telephone_->counts().calls, 1);
  EXPECT_EQ(telephone_->counts().accepted, 1) << "a dialled call began, too";
  carrier_.send(carrier_.back("BYE", invite));
  EXPECT_TRUE(desk_.waits_for("left"));
}

TEST_F(OutgoingCallTest, a_challenge_of_the_trunk_is_answered) {
  const std::string first = dial();
  carrier_.send(refuse_with(first, kChallenge));
  EXPECT_FALSE(carrier_.receive_begin("ACK").empty());
  const std::string second = carrier_.receive_begin("INVITE");
  const std::string proof = TestPhone::header_of(second, "Proxy-Authorization");
  EXPECT_NE(proof.find("username=\"line1\""), std::string::npos) << second;
  EXPECT_NE(proof.find("realm=\"carrier\""), std::string::npos);
  carrier_.send(refuse_with(second, kChallenge));
  EXPECT_TRUE(desk_.waits_for("failed 407")) << "a wrong password is not tried for ever";
}

TEST_F(OutgoingCallTest, a_dialled_call_is_given_up) {
  const std::string invite = dial();
  carrier_.send(carrier_.response(invite, "180 Ringing"));
  EXPECT_TRUE(desk_.waits_for("ringing 180"));
  telephone_->hang_up(dialed_);
  EXPECT_FALSE(carrier_.receive_begin("CANCEL").empty());
  EXPECT_EQ(desk_.told().size(), 1u);
}

TEST_F(OutgoingCallTest, failures_have_their_status) {
  std::string invite = dial();
  carrier_.send(carrier_.response(invite, "486 Busy Here"));
  EXPECT_TRUE(desk_.waits_for("failed 486"));
  invite = dial();
  carrier_.send(carrier_.response(invite, "302 Moved Temporarily"));
  EXPECT_TRUE(desk_.waits_for("failed 302"));
  EXPECT_FALSE(carrier_.receive_begin("ACK").empty());
  invite = dial();
  carrier_.send(carrier_.response(invite, "200 OK", "nonsense"));
  EXPECT_TRUE(desk_.waits_for("failed 488"));
  EXPECT_FALSE(carrier_.receive_begin("BYE").empty());
  telephone_->dial(dialed_, "nobody", "0312345678", "0398765432");
  EXPECT_TRUE(desk_.waits_for("failed 503")) << "the trunk was renamed or removed";
  telephone_->dial(dialed_, "carrier", "0312345678", "");
  EXPECT_TRUE(desk_.waits_for("failed 404"));
  EXPECT_EQ(telephone_->counts().calls, 0);
}

}  // namespace
}  // namespace madoguchi::voice
