#include "voice/sip/nonce.h"

#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "fakes/fake_random.h"

namespace madoguchi::voice {
namespace {

class NonceTest : public ::testing::Test {
 protected:
  fakes::FakeClock clock_;
  fakes::FakeRandom random_;
  NonceSource source_{clock_, random_};
  const NetAddress phone_ = *NetAddress::parse("192.0.2.10", 5060);
};

TEST_F(NonceTest, is_fresh_for_a_minute_and_then_stale) {
  const std::string nonce = source_.make(phone_);
  EXPECT_EQ(nonce.size(), 64u);
  EXPECT_EQ(source_.check(nonce, phone_), NonceState::kFresh);
  EXPECT_EQ(source_.check(nonce, phone_.with_port(40'000)), NonceState::kFresh) << "same host";
  clock_.advance(base::Milliseconds(59'999));
  EXPECT_EQ(source_.check(nonce, phone_), NonceState::kFresh);
  clock_.advance(base::Milliseconds(1));
  EXPECT_EQ(source_.check(nonce, phone_), NonceState::kStale);
  clock_.advance(-base::Milliseconds(120'000));
  EXPECT_EQ(source_.check(nonce, phone_), NonceState::kStale) << "from the future";
}

TEST_F(NonceTest, is_of_this_process_and_of_one_host) {
  std::string nonce = source_.make(phone_);
  EXPECT_NE(nonce, source_.make(phone_));
  EXPECT_EQ(source_.check(nonce, *NetAddress::parse("192.0.2.11")), NonceState::kForeign);
  NonceSource after_restart(clock_, random_);
  EXPECT_EQ(after_restart.check(nonce, phone_), NonceState::kForeign);
  EXPECT_EQ(source_.check("", phone_), NonceState::kForeign);
  EXPECT_EQ(source_.check(std::string(64, '0'), phone_), NonceState::kForeign);
  for (char& digit : nonce) {
    const char before = std::exchange(digit, digit == '0' ? '1' : '0');
    EXPECT_EQ(source_.check(nonce, phone_), NonceState::kForeign);
    digit = before;
  }
}

TEST_F(NonceTest, counts_only_go_up) {
  NonceCounts counts(clock_);
  EXPECT_TRUE(counts.use("a", 1));
  EXPECT_FALSE(counts.use("a", 1));
  EXPECT_TRUE(counts.use("a", 5));
  EXPECT_FALSE(counts.use("a", 4));
  EXPECT_TRUE(counts.use("b", 1));
}

TEST_F(NonceTest, counts_are_bounded_and_forgotten_when_their_nonce_is_stale) {
  NonceCounts counts(clock_, 2);
  EXPECT_TRUE(counts.use("a", 1));
  EXPECT_TRUE(counts.use("b", 1));
  EXPECT_FALSE(counts.use("c", 1)) << "no place: forgetting another would let it be used again";
  EXPECT_TRUE(counts.use("a", 2));
  clock_.advance(NonceSource::kLife);
  EXPECT_TRUE(counts.use("c", 1));
  EXPECT_EQ(counts.size(), 1u);
}

}  // namespace
}  // namespace madoguchi::voice
