#include "features/sign_in/failure_limiter.h"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "fakes/fake_clock.h"

namespace madoguchi::features {
namespace {

using base::Seconds;

class FailureLimiterTest : public ::testing::Test {
 protected:
  /// The seconds to wait; 0 when the attempt was counted.
  int begin(const std::string& key) {
    const auto status = limiter_.begin(key);
    return status ? 0 : status.error().retry_after_seconds;
  }

  fakes::FakeClock clock_;
  FailureLimiter limiter_{clock_};
};

TEST_F(FailureLimiterTest, doubles_the_wait_from_half_a_minute_to_a_quarter_of_an_hour) {
  for (int n = 0; n < 4; ++n) EXPECT_EQ(begin("a"), 0);
  for (const int wait : {30, 60, 120, 240, 480, 900, 900}) {
    EXPECT_EQ(begin("a"), 0);
    EXPECT_EQ(begin("a"), wait);
    clock_.advance(Seconds(wait) - base::Milliseconds(1));
    EXPECT_EQ(begin("a"), 1);
    clock_.advance(base::Milliseconds(1));
  }
}

TEST_F(FailureLimiterTest, keeps_keys_apart) {
  for (int n = 0; n < 5; ++n) EXPECT_EQ(begin("a"), 0);
  EXPECT_EQ(begin("a"), 30);
  EXPECT_EQ(begin("b"), 0);
}

TEST_F(FailureLimiterTest, starts_anew_after_a_success) {
  for (int n = 0; n < 5; ++n) EXPECT_EQ(begin("a"), 0);
  limiter_.succeed("a");
  for (int n = 0; n < 5; ++n) EXPECT_EQ(begin("a"), 0);
  EXPECT_EQ(begin("a"), 30);
}

TEST_F(FailureLimiterTest, takes_back_an_attempt_that_was_never_judged) {
  for (int n = 0; n < 20; ++n) {
    EXPECT_EQ(begin("a"), 0);
    limiter_.forget_attempt("a");
  }
  limiter_.forget_attempt("never seen");
}

TEST_F(FailureLimiterTest, of_a_shared_key_counts_what_failed) {
  for (int n = 0; n < 20; ++n) EXPECT_TRUE(limiter_.check("a"));
  for (int n = 0; n < 5; ++n) limiter_.fail("a");
  EXPECT_EQ(limiter_.check("a").error().retry_after_seconds, 30);
}

TEST_F(FailureLimiterTest, forgets_after_an_hour_of_quiet) {
  for (int n = 0; n < 5; ++n) EXPECT_EQ(begin("a"), 0);
  clock_.advance(std::chrono::hours(1));
  for (int n = 0; n < 5; ++n) EXPECT_EQ(begin("a"), 0);
  EXPECT_EQ(begin("a"), 30);
}

TEST_F(FailureLimiterTest, forgets_the_quietest_key_when_there_are_too_many) {
  FailureLimiter small(clock_, {.max_keys = 3});
  for (int n = 0; n < 5; ++n) small.fail("old");
  small.fail("b");
  small.fail("c");
  EXPECT_FALSE(small.check("old"));
  small.fail("d");
  EXPECT_TRUE(small.check("old"));
}

TEST_F(FailureLimiterTest, lets_no_more_attempts_through_when_many_come_at_once) {
  std::atomic<int> passed{0};
  {
    std::vector<std::jthread> threads;
    for (int n = 0; n < 4; ++n) {
      threads.emplace_back([&] {
        for (int attempt = 0; attempt < 100; ++attempt) passed += limiter_.begin("a") ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(passed, 5);
}

}  // namespace
}  // namespace madoguchi::features
