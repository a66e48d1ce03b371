#include "voice/media/rtp_timeline.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;

/// Packets of 20 ms; time passes only where the test says so.
class Timeline : public ::testing::Test {
 protected:
  std::string place(std::uint16_t sequence, std::uint32_t timestamp) {
    const auto place = timeline_.place(sequence, timestamp, 160, now_);
    if (!place) return "none";
    return (place->is_first ? "first " : "") + std::to_string(place->sequence) + " " +
           std::to_string(place->timestamp);
  }
  void pass(int duration) { now_ += milliseconds(duration); }

  RtpTimeline timeline_{65'534, 1'000};
  MediaTime now_{std::chrono::hours(1)};
};

TEST_F(Timeline, a_source_gets_our_numbers) {
  EXPECT_EQ(place(7, 70'000), "first 65534 1000");
  EXPECT_EQ(place(8, 70'160), "65535 1160");
  EXPECT_EQ(place(9, 70'320), "0 1320");
}

TEST_F(Timeline, the_next_source_goes_on_where_the_time_is) {
  place(7, 70'000);
  timeline_.switch_source();
  pass(20);
  EXPECT_EQ(place(300, 5), "first 65535 1160");
  timeline_.switch_source();
  pass(1'000);
  EXPECT_EQ(place(2, 2), "first 0 9160") << "a second of silence";
  timeline_.switch_source();
  pass(5);
  EXPECT_EQ(place(500, 0), "first 1 9320") << "never into the packet before";
}

TEST_F(Timeline, loss_and_disorder_of_a_source_are_kept) {
  place(10, 0);
  EXPECT_EQ(place(13, 480), "1 1480");
  EXPECT_EQ(place(12, 320), "0 1320");
  EXPECT_EQ(place(11, 160), "65535 1160");
  EXPECT_EQ(place(14, 640), "2 1640");
}

TEST_F(Timeline, nothing_is_placed_twice) {
  place(10, 0);
  place(12, 320);
  EXPECT_EQ(place(12, 320), "none");
  EXPECT_EQ(place(11, 160), "65535 1160");
  EXPECT_EQ(place(11, 160), "none");
  EXPECT_EQ(place(10, 0), "none");
}

TEST_F(Timeline, disorder_is_kept_however_long_a_source_lasts) {
  std::uint16_t sequence = 0;
  for (std::uint32_t i = 0; i < 70'000; ++i) {
    sequence = static_cast<std::uint16_t>(i * 2);
    ASSERT_NE(place(sequence, 320 + i * 320), "none");
    if (i == 0) continue;
    ASSERT_NE(place(static_cast<std::uint16_t>(sequence - 1), i * 320 + 160), "none") << i;
  }
}

TEST_F(Timeline, what_is_older_than_its_source_is_left_out) {
  place(10, 0);
  timeline_.switch_source();
  place(11, 160);
  EXPECT_EQ(place(10, 0), "none") << "it was placed before the switch";
  EXPECT_EQ(place(200, 190 * 160), "188 " + std::to_string(1'160 + 189 * 160));
  EXPECT_EQ(place(130, 0), "none") << "too late to know whether it was placed";
}

TEST_F(Timeline, a_source_that_begins_anew_is_another_one) {
  place(10, 0);
  pass(20);
  EXPECT_EQ(place(9'000, 160), "first 65535 1160");
  pass(20);
  EXPECT_EQ(place(9'001, 3'000'000'000), "first 0 1320");
}

TEST_F(Timeline, silence_of_a_source_is_kept) {
  place(10, 0);
  pass(400);
  EXPECT_EQ(place(11, 3'200), "65535 4200");
}

TEST_F(Timeline, packets_of_our_own_stand_between) {
  place(10, 0);
  pass(20);
  const std::uint32_t begin = timeline_.timestamp_at(now_);
  EXPECT_EQ(begin, 1'160u);
  EXPECT_EQ(timeline_.append(begin, 160, now_), 65'535);
  EXPECT_EQ(timeline_.append(begin, 800, now_), 0);
  pass(60);
  EXPECT_EQ(place(11, 160), "first 1 1960") << "behind the 800 samples";
}

}  // namespace
}  // namespace madoguchi::voice
