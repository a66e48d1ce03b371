#include "base/rate_limiter.h"

#include <gtest/gtest.h>

#include "fakes/fake_clock.h"

namespace madoguchi::base {
namespace {

class RateLimiterTest : public testing::Test {
 protected:
  int retry_after(std::string_view key, int tokens = 1) {
    const auto status = limiter_.take(key, tokens);
    return status ? 0 : status.error().retry_after_seconds;
  }

  fakes::FakeClock clock_;
  RateLimiter limiter_{clock_, {.burst = 3, .refill = Seconds(10), .max_keys = 4}};
};

TEST_F(RateLimiterTest, gives_the_burst_then_says_when_again) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after("a"), 0);
  EXPECT_EQ(retry_after("a"), 10);
  EXPECT_EQ(limiter_.take("a").error().code, ErrorCode::kRateLimited);
  clock_.advance(Milliseconds(9'001));
  EXPECT_EQ(retry_after("a"), 1);
  clock_.advance(Milliseconds(999));
  EXPECT_EQ(retry_after("a"), 0);
  EXPECT_EQ(retry_after("a"), 10);
}

TEST_F(RateLimiterTest, keys_do_not_share_a_bucket) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after("a"), 0);
  EXPECT_EQ(retry_after("b"), 0);
}

TEST_F(RateLimiterTest, a_refusal_takes_nothing) {
  EXPECT_EQ(retry_after("a", 2), 0);
  EXPECT_EQ(retry_after("a", 2), 10);
  EXPECT_EQ(retry_after("a", 1), 0);
}

TEST_F(RateLimiterTest, never_holds_more_than_the_burst) {
  EXPECT_EQ(retry_after("a"), 0);
  clock_.advance(Seconds(1'000));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after("a"), 0);
  EXPECT_EQ(retry_after("a"), 10);
}

TEST_F(RateLimiterTest, check_takes_nothing) {
  for (int i = 0; i < 9; ++i) EXPECT_TRUE(limiter_.check("a"));
  EXPECT_EQ(limiter_.keys(), 0U);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after("a"), 0);
  EXPECT_FALSE(limiter_.check("a"));
}

TEST_F(RateLimiterTest, forget_fills_the_bucket) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after("a"), 0);
  limiter_.forget("a");
  limiter_.forget("never seen");
  EXPECT_EQ(limiter_.keys(), 0U);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after("a"), 0);
}

TEST_F(RateLimiterTest, forgets_who_was_quiet_for_longest) {
  for (const auto* key : {"a", "b", "c", "d"}) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after(key), 0);
  }
  clock_.advance(Seconds(10));
  EXPECT_EQ(retry_after("a"), 0);
  EXPECT_EQ(retry_after("e"), 0);
  EXPECT_EQ(limiter_.keys(), 4U);
  EXPECT_EQ(retry_after("a"), 10) << "a was used lately and is remembered";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after("b"), 0) << "b was the quietest";
}

TEST_F(RateLimiterTest, a_clock_set_back_locks_nobody_out) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(retry_after("a"), 0);
  clock_.advance(-Seconds(1'000'000));
  EXPECT_EQ(retry_after("a"), 10);
  clock_.advance(Seconds(10));
  EXPECT_EQ(retry_after("a"), 0);
}

}  // namespace
}  // namespace madoguchi::base
