#include "voice/sip/trunk_watch.h"

#include <cerrno>

#include <gtest/gtest.h>

#include "voice/sip/phone_testing.h"
#include "voice/telephone_testing.h"

namespace madoguchi::voice {
namespace {

NetAddress at_port_of(const std::string& address) {
  return *NetAddress::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi(address.substr(10))));
}

/// A telephone that asks its trunks all the time.
class TrunkWatchTest : public ::testing::Test {
 protected:
  void TearDown() override {
    if (telephone_) telephone_->stop();
  }

  [[nodiscard]] Trunk trunk() const {
    Trunk trunk;
    trunk.name = "carrier";
    trunk.hosts = {at_port_of(carrier_.address())};
    return trunk;
  }
  [[nodiscard]] static Trunk at_closed_port() {
    Trunk trunk;
    trunk.name = "carrier";
    trunk.hosts = {UdpSocket::bind(*NetAddress::parse("127.0.0.1"))->local()};
    return trunk;
  }
  void open(const Trunk& trunk) {
    TelephoneOptions options;
    options.listen = *NetAddress::parse("127.0.0.1");
    options.rtp_ports = {42'400, 42'499};
    options.trunks = {trunk};
    options.trunk_check = {std::chrono::seconds(1), std::chrono::seconds(1)};
    auto opened = Telephone::open(options, desk_, ids_, clock_);
    ASSERT_TRUE(opened) << opened.error().detail;
    telephone_ = *std::move(opened);
    server_ = telephone_->local();
  }
  [[nodiscard]] TrunkState state() const { return telephone_->trunks().at(0); }
  [[nodiscard]] bool becomes(TrunkHealth health, TrunkAnswer answer) const {
    for (int i = 0; i < 2'000; ++i, ::usleep(10'000)) {
      if (state().health == health && state().answer == answer) return true;
    }
    return false;
  }
  [[nodiscard]] bool becomes_down(TrunkFault fault, std::uint16_t status = 0) const {
    return becomes(TrunkHealth::kDown, {fault, status});
  }
  void answer_options(const std::string& status) {
    carrier_.send(carrier_.response(carrier_.receive_begin("OPTIONS"), status));
  }

  NetAddress server_;
  base::SystemClock clock_;
  base::IdSource ids_{clock_};
  TestDesk desk_;
  TestPhone carrier_{server_, "127.0.0.1"};
  std::unique_ptr<Telephone> telephone_;
};

TEST_F(TrunkWatchTest, who_answers_is_up) {
  open(trunk());
  const std::string options = carrier_.receive_begin("OPTIONS sip:" + carrier_.address());
  EXPECT_NE(TestPhone::header_of(options, "From").find("sip:madoguchi@127.0.0.1:"),
            std::string::npos)
      << options;
  carrier_.send(carrier_.response(options, "200 OK"));
  EXPECT_TRUE(becomes(TrunkHealth::kUp, {TrunkFault::kNone, 200}));
}

TEST_F(TrunkWatchTest, who_says_that_it_takes_no_calls_is_down_until_it_does) {
  open(trunk());
  answer_options("503 Service Unavailable");
  EXPECT_TRUE(becomes_down(TrunkFault::kRefused, 503));
  answer_options("200 OK");
  EXPECT_TRUE(becomes(TrunkHealth::kUp, {TrunkFault::kNone, 200}));
}

TEST_F(TrunkWatchTest, who_is_silent_is_down) {
  open(trunk());
  EXPECT_TRUE(becomes_down(TrunkFault::kNoAnswer));
  EXPECT_TRUE(desk_.told().empty()) << "only registrations are told";
}

TEST_F(TrunkWatchTest, where_nothing_listens_the_network_says_so) {
  open(at_closed_port());
  EXPECT_TRUE(becomes_down(TrunkFault::kPortClosed));
}

TEST_F(TrunkWatchTest, where_nothing_listens_tcp_says_so) {
  Trunk closed = at_closed_port();
  closed.is_tcp = true;
  open(closed);
  EXPECT_TRUE(becomes_down(TrunkFault::kPortClosed));
}

TEST_F(TrunkWatchTest, who_is_not_to_be_asked_is_not) {
  Trunk quiet = trunk();
  quiet.is_asked = false;
  open(quiet);
  EXPECT_EQ(carrier_.receive(1'500), "");
  EXPECT_EQ(state().health, TrunkHealth::kUnknown);
}

TEST_F(TrunkWatchTest, another_list_takes_effect_at_once) {
  open(at_closed_port());
  EXPECT_TRUE(becomes_down(TrunkFault::kPortClosed));
  Trunk moved = trunk();
  ASSERT_TRUE(telephone_->set_trunks({moved}));
  answer_options("200 OK");
  EXPECT_TRUE(becomes(TrunkHealth::kUp, {TrunkFault::kNone, 200}));
  const base::Time since = state().since;
  Trunk other = at_closed_port();
  other.name = "other";
  ASSERT_TRUE(telephone_->set_trunks({moved, other}));
  for (int i = 0; i < 2'000 && telephone_->trunks().size() < 2; ++i) ::usleep(10'000);
  ASSERT_EQ(telephone_->trunks().size(), 2u);
  EXPECT_EQ(state().since, since) << "what did not change is kept";
  moved.registers = true;
  const auto refused = telephone_->set_trunks({moved});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::kInvalidInput);
}

TEST_F(TrunkWatchTest, registrations_come_and_go_with_their_trunks) {
  Trunk registering = trunk();
  registering.registers = true;
  registering.user = "line1";
  open(registering);
  carrier_.send(carrier_.response(carrier_.receive_begin("REGISTER"), "403 Forbidden"));
  EXPECT_TRUE(becomes_down(TrunkFault::kWrongCredentials, 403));
  EXPECT_TRUE(desk_.waits_for("carrier gone"));

  registering.user = "line2";
  ASSERT_TRUE(telephone_->set_trunks({registering}));
  const std::string request = carrier_.receive_begin("REGISTER");
  EXPECT_NE(TestPhone::header_of(request, "To").find("sip:line2@"), std::string::npos) << request;
  carrier_.send(carrier_.response(request, "200 OK"));
  EXPECT_TRUE(becomes(TrunkHealth::kUp, {TrunkFault::kNone, 200}));
  ASSERT_TRUE(telephone_->set_trunks({registering}));
  ASSERT_TRUE(telephone_->set_trunks({}));
  EXPECT_NE(TestPhone::header_of(carrier_.receive_begin("REGISTER"), "Contact").find(";expires=0"),
            std::string::npos)
      << "the next one after all of that takes it back";
}

/// TelephoneTest has a trunk at 127.0.0.1 and answers its calls.
class LeavingTrunk : public TelephoneTest {
 protected:
  [[nodiscard]] bool has_trunks(std::size_t count) const {
    for (int i = 0; i < 2'000 && telephone_->trunks().size() != count; ++i) ::usleep(10'000);
    return telephone_->trunks().size() == count;
  }
};

TEST_F(LeavingTrunk, its_calls_go_on_and_no_new_ones_come) {
  caller_->call(caller_->sdp());
  EXPECT_EQ(telephone_->trunks().at(0).calls, 1);
  EXPECT_TRUE(telephone_->trunks().at(0).last_call_at);
  ASSERT_TRUE(telephone_->set_trunks({}));
  ASSERT_TRUE(has_trunks(0));
  Caller late(telephone_->local());
  late.request("INVITE", late.sdp());
  EXPECT_TRUE(late.receive("SIP/2.0 403").starts_with("SIP/2.0 403"));
  caller_->request("BYE", "", 2, caller_->tag());
  EXPECT_TRUE(caller_->receive("SIP/2.0 200").starts_with("SIP/2.0 200"));
  EXPECT_TRUE(desk_.waits_for("left"));
  EXPECT_TRUE(has_no_calls());
}

TEST_F(LeavingTrunk, comes_back_by_its_name) {
  ASSERT_TRUE(telephone_->set_trunks({}));
  ASSERT_TRUE(has_trunks(0));
  Trunk trunk;
  trunk.name = "again";
  trunk.hosts = {*NetAddress::parse("127.0.0.1")};
  ASSERT_TRUE(telephone_->set_trunks({trunk}));
  ASSERT_TRUE(has_trunks(1));
  caller_->call(caller_->sdp());
  EXPECT_TRUE(desk_.waits_for("call again 09011112222 0312345678"));
}

TEST(TrunkFaults, of_a_response_to_options) {
  for (const std::uint16_t there : {200, 202, 401, 404, 405, 407, 481, 486, 501, 603}) {
    EXPECT_EQ(fault_of_options(there), TrunkFault::kNone) << there;
  }
  for (const std::uint16_t down : {403, 408, 500, 502, 503, 504, 580}) {
    EXPECT_EQ(fault_of_options(down), TrunkFault::kRefused) << down;
  }
}

TEST(TrunkFaults, of_the_end_of_a_registration) {
  EXPECT_EQ(fault_of_register(0, 200), TrunkFault::kNone);
  for (const std::uint16_t unproven : {401, 403, 407}) {
    EXPECT_EQ(fault_of_register(0, unproven), TrunkFault::kWrongCredentials);
  }
  EXPECT_EQ(fault_of_register(0, 423), TrunkFault::kRefused);
  EXPECT_EQ(fault_of_register(ETIMEDOUT, 0), TrunkFault::kNoAnswer);
  EXPECT_EQ(fault_of_register(ECONNREFUSED, 0), TrunkFault::kPortClosed);
}

TEST(TrunkFaults, of_the_network) {
  EXPECT_EQ(network_fault(ENETUNREACH), TrunkFault::kUnreachable);
  EXPECT_EQ(network_fault(EHOSTUNREACH), TrunkFault::kUnreachable);
  EXPECT_EQ(network_fault(ECONNRESET), TrunkFault::kConnectionLost);
  EXPECT_EQ(network_fault(0), TrunkFault::kNoAnswer);
}

}  // namespace
}  // namespace madoguchi::voice
