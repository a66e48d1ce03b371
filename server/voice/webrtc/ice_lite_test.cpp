#include "voice/webrtc/ice_lite.h"

#include <gtest/gtest.h>

#include "voice/webrtc/webrtc_testing.h"

namespace madoguchi::voice {
namespace {

constexpr int kSuccess = 0x0101;
constexpr int kError = 0x0111;

class Ice : public ::testing::Test {
 protected:
  StunRequest check() const { return {"ours:them", "our-password-of-24-chars"}; }
  IceLite::Answer send(const StunRequest& request, const NetAddress& from) {
    return ice_.receive(request.bytes(), from, now_);
  }

  MediaTime now_{std::chrono::hours(1)};
  const NetAddress first_ = *NetAddress::parse("192.0.2.1", 4000);
  const NetAddress second_ = *NetAddress::parse("2001:db8::1", 5000);
  IceLite ice_{{"ours", "our-password-of-24-chars"}, "them"};
};

TEST_F(Ice, a_check_is_answered_with_the_address_it_came_from) {
  const auto answer = send(check(), first_);
  ASSERT_TRUE(answer.is_genuine);
  EXPECT_EQ(stun_type(answer.reply), kSuccess);
  EXPECT_EQ(stun_mapped_port(answer.reply), 4000);
  EXPECT_TRUE(is_stun_signed(answer.reply, "our-password-of-24-chars"));
  EXPECT_EQ(ice_.peer(), first_);
}

TEST_F(Ice, media_follow_the_nomination) {
  (void)send(check(), first_);
  (void)send(check(), second_);
  EXPECT_EQ(ice_.peer(), first_);
  StunRequest nomination = check();
  nomination.is_nomination = true;
  EXPECT_TRUE(send(nomination, second_).is_genuine);
  EXPECT_EQ(ice_.peer(), second_);
}

TEST_F(Ice, who_does_not_know_the_password_is_not_believed) {
  StunRequest wrong = check();
  wrong.password = "another";
  StunRequest unknown = check();
  unknown.username = "ours:somebody";
  StunRequest bare = check();
  bare.has_fingerprint = false;
  for (const StunRequest& request : {wrong, unknown, bare}) {
    const auto answer = send(request, first_);
    EXPECT_FALSE(answer.is_genuine);
    EXPECT_EQ(stun_type(answer.reply), kError);
    EXPECT_EQ(stun_code(answer.reply), 401);
  }
  EXPECT_FALSE(ice_.peer());
}

TEST_F(Ice, wrong_roles_and_unknown_attributes_are_refused) {
  StunRequest controlled = check();
  controlled.is_controlled = true;
  EXPECT_EQ(stun_code(send(controlled, first_).reply), 487);
  StunRequest unknown = check();
  unknown.has_unknown = true;
  EXPECT_EQ(stun_code(send(unknown, first_).reply), 420);
  EXPECT_FALSE(ice_.peer());
}

TEST_F(Ice, consent_ends_without_checks) {
  EXPECT_FALSE(ice_.has_consent(now_));
  (void)send(check(), first_);
  now_ += std::chrono::seconds(29);
  EXPECT_TRUE(ice_.has_consent(now_));
  now_ += std::chrono::seconds(1);
  EXPECT_FALSE(ice_.has_consent(now_));
}

TEST_F(Ice, what_is_no_request_deserves_no_answer) {
  Datagram response = check().bytes();
  response[0] = 0x01;
  response[1] = 0x01;
  Datagram cut = check().bytes();
  cut.resize(30);
  Datagram other = check().bytes();
  other[4] = 0;
  for (const Datagram& datagram : {response, cut, other, Datagram{}, Datagram(600, 1)}) {
    const auto answer = ice_.receive(datagram, first_, now_);
    EXPECT_FALSE(answer.is_genuine);
    EXPECT_TRUE(answer.reply.empty());
  }
}

TEST_F(Ice, a_request_names_whom_it_is_for) {
  EXPECT_EQ(request_ufrag(check().bytes()), "ours");
  StunRequest odd = check();
  odd.username = "no colon";
  EXPECT_EQ(request_ufrag(odd.bytes()), "");
  EXPECT_EQ(request_ufrag(Datagram(20, 0)), "");
}

TEST(IceCredentials, are_long_enough_and_new_each_time) {
  base::SystemRandom random;
  const auto a = IceCredentials::make(random);
  const auto b = IceCredentials::make(random);
  EXPECT_EQ(a.ufrag.size(), 8u);
  EXPECT_EQ(a.password.size(), 24u);
  EXPECT_NE(a.ufrag, b.ufrag);
  EXPECT_NE(a.password, b.password);
}

}  // namespace
}  // namespace madoguchi::voice
