#include "voice/sip/trunk_registration.h"

#include <gtest/gtest.h>

#include "voice/sip/phone_testing.h"

namespace madoguchi::voice {
namespace {

class TrunkRegistrationTest : public ::testing::Test {
 protected:
  [[nodiscard]] TelephoneOptions options() const {
    TelephoneOptions options;
    options.listen = *NetAddress::parse("127.0.0.1");
    options.rtp_ports = {42'300, 42'399};
    const std::string address = carrier_.address();
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(10)));
    Trunk trunk{"carrier", {*NetAddress::parse("127.0.0.1", port)}};
    trunk.user = "line1";
    trunk.password = "secret";
    trunk.registers = true;
    options.trunks = {trunk};
    return options;
  }
  std::string next_register() { return carrier_.receive_begin("REGISTER"); }
  /// The response with lines of its own in front.
  std::string answer(const std::string& request, const std::string& begin) {
    const std::string response = carrier_.response(request, "000 X");
    return begin + response.substr(response.find("\r\n") + 2);
  }

  NetAddress server_;
  base::SystemClock clock_;
  base::IdSource ids_{clock_};
  TestDesk desk_;
  TestPhone carrier_{server_, "127.0.0.1"};
};

TEST_F(TrunkRegistrationTest, registers_with_a_proof_and_takes_it_back) {
  auto opened = Telephone::open(options(), desk_, ids_, clock_);
  ASSERT_TRUE(opened) << opened.error().detail;
  server_ = (*opened)->local();
  const std::string first = next_register();
  EXPECT_TRUE(first.starts_with("REGISTER sip:" + carrier_.address() + " SIP/2.0")) << first;
  EXPECT_NE(TestPhone::header_of(first, "To").find("sip:line1@"), std::string::npos);
  carrier_.send(answer(first,
                       "SIP/2.0 401 Unauthorized\r\n"
                       "WWW-Authenticate: Digest realm=\"carrier\", nonce=\"n\"\r\n"));
  const std::string second = next_register();
  EXPECT_NE(TestPhone::header_of(second, "Authorization").find("username=\"line1\""),
            std::string::npos)
      << second;
  carrier_.send(answer(second, "SIP/2.0 200 OK\r\n"));
  EXPECT_TRUE(desk_.waits_for("carrier registered"));
  (*opened)->stop();
  EXPECT_NE(TestPhone::header_of(next_register(), "Contact").find(";expires=0"), std::string::npos);
}

TEST_F(TrunkRegistrationTest, a_refusal_is_told) {
  auto opened = Telephone::open(options(), desk_, ids_, clock_);
  ASSERT_TRUE(opened) << opened.error().detail;
  server_ = (*opened)->local();
  carrier_.send(answer(next_register(), "SIP/2.0 403 Forbidden\r\n"));
  EXPECT_TRUE(desk_.waits_for("carrier gone"));
  (*opened)->stop();
}

TEST_F(TrunkRegistrationTest, without_a_user_nothing_starts) {
  TelephoneOptions wrong = options();
  wrong.trunks[0].user.clear();
  const auto opened = Telephone::open(wrong, desk_, ids_, clock_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, base::ErrorCode::kInvalidInput);
}

}  // namespace
}  // namespace madoguchi::voice
