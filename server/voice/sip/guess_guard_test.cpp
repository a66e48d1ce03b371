#include "voice/sip/guess_guard.h"

#include <gtest/gtest.h>

#include "fakes/fake_clock.h"

namespace madoguchi::voice {
namespace {

using base::Milliseconds;

class GuessGuardTest : public ::testing::Test {
 protected:
  void fail(int times, const std::string& key = "192.0.2.1") {
    for (int i = 0; i < times; ++i) guard_.note_failure(key);
  }
  /// How long it is silent from now on.
  Milliseconds silence(const std::string& key = "192.0.2.1") {
    Milliseconds passed{0};
    while (guard_.is_silenced(key)) {
      clock_.advance(Milliseconds(1'000));
      passed += Milliseconds(1'000);
    }
    return passed;
  }

  fakes::FakeClock clock_;
  GuessGuard guard_{clock_, GuessLimit{.max_keys = 3}};
};

TEST_F(GuessGuardTest, some_failures_are_borne) {
  fail(4);
  EXPECT_FALSE(guard_.is_silenced("192.0.2.1"));
  fail(1);
  EXPECT_TRUE(guard_.is_silenced("192.0.2.1"));
  EXPECT_FALSE(guard_.is_silenced("192.0.2.2"));
}

TEST_F(GuessGuardTest, keys_are_forgotten_by_their_end) {
  fail(5, "192.0.2.1 201");
  fail(5, "192.0.2.2 201");
  fail(5, "192.0.2.1 1201");
  guard_.forget_ending(" 201");
  EXPECT_FALSE(guard_.is_silenced("192.0.2.1 201"));
  EXPECT_FALSE(guard_.is_silenced("192.0.2.2 201"));
  EXPECT_TRUE(guard_.is_silenced("192.0.2.1 1201"));
  EXPECT_EQ(guard_.size(), 1u);
}

TEST_F(GuessGuardTest, the_silence_doubles_up_to_an_hour) {
  fail(5);
  EXPECT_EQ(silence(), Milliseconds(60'000));
  fail(1);
  EXPECT_EQ(silence(), Milliseconds(120'000));
  fail(1);
  EXPECT_EQ(silence(), Milliseconds(240'000));
  fail(50);
  EXPECT_EQ(silence(), Milliseconds(3'600'000));
}

TEST_F(GuessGuardTest, a_success_or_a_day_begins_anew) {
  fail(5);
  guard_.forget("192.0.2.1");
  EXPECT_FALSE(guard_.is_silenced("192.0.2.1"));
  fail(5);
  clock_.advance(Milliseconds(24 * 3'600'000 + 1));
  fail(4);
  EXPECT_FALSE(guard_.is_silenced("192.0.2.1"));
}

TEST_F(GuessGuardTest, remembers_no_more_than_it_may) {
  fail(5, "a");
  fail(5, "b");
  fail(5, "c");
  fail(1, "a");
  fail(1, "d");
  EXPECT_EQ(guard_.size(), 3u);
  EXPECT_TRUE(guard_.is_silenced("a"));
  EXPECT_FALSE(guard_.is_silenced("b"));
}

TEST_F(GuessGuardTest, a_clock_that_is_set_back_silences_nobody_for_long) {
  fail(5);
  clock_.advance(-Milliseconds(3'600'000));
  EXPECT_FALSE(guard_.is_silenced("192.0.2.1"));
}

}  // namespace
}  // namespace madoguchi::voice
