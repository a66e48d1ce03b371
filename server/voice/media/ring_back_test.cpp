#include "voice/media/ring_back.h"

#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "voice/media/sound.h"

namespace madoguchi::voice {
namespace {

int crossings(const std::vector<std::int16_t>& samples) {
  int count = 0;
  for (std::size_t n = 1; n < samples.size(); ++n) {
    count += samples[n - 1] < 0 && samples[n] >= 0 ? 1 : 0;
  }
  return count;
}

TEST(RingBack, sounds_for_one_second_in_three) {
  const auto tone = compose_ring_back();
  ASSERT_EQ(tone.size(), 3U * kSampleRate);
  const auto loud = [](std::int16_t sample) { return std::abs(sample) > 0; };
  EXPECT_TRUE(std::none_of(tone.begin() + kSampleRate, tone.end(), loud));
  EXPECT_NEAR(crossings(tone), 400, 2) << "Hz";
}

TEST(RingBack, is_heard_and_does_not_hurt) {
  const auto tone = compose_ring_back();
  const auto peak = *std::ranges::max_element(tone);
  EXPECT_GT(peak, 3'000);
  EXPECT_LT(peak, 4'000);
  EXPECT_EQ(Sound(tone).packets(), 150U) << "no silence is added at the end";
}

}  // namespace
}  // namespace madoguchi::voice
