#include "voice/media/hold_music.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <gtest/gtest.h>

#include "voice/media/sound.h"

namespace madoguchi::voice {
namespace {

double loudness_of(std::span<const std::int16_t> samples) {
  double sum = 0;
  for (const double sample : samples) sum += sample * sample;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

/// How much of the sound is one pitch (Goertzel), 0 to 1.
double share_of(std::span<const std::int16_t> samples, double frequency) {
  const double coefficient = 2 * std::cos(2 * M_PI * frequency / kSampleRate);
  double before = 0;
  double last = 0;
  for (const std::int16_t sample : samples) {
    const double next = sample + coefficient * last - before;
    before = last;
    last = next;
  }
  const double power = last * last + before * before - coefficient * last * before;
  const auto count = static_cast<double>(samples.size());
  return 2 * power / (count * count) / std::pow(loudness_of(samples), 2);
}

TEST(HoldMusic, is_heard_all_the_time_and_never_clips) {
  const auto music = compose_hold_music();
  ASSERT_GT(music.size(), 20u * kSampleRate);
  for (std::size_t at = 0; at + kSampleRate / 2 <= music.size(); at += kSampleRate / 2) {
    const double loudness = loudness_of(std::span(music).subspan(at, kSampleRate / 2));
    EXPECT_GT(loudness, 300) << at;
    EXPECT_LT(loudness, 6'000) << at;
  }
  EXPECT_LE(std::abs(*std::ranges::max_element(music, {}, [](int v) { return std::abs(v); })),
            9'000);
}

TEST(HoldMusic, has_no_seam) {
  const auto music = compose_hold_music();
  int largest = 0;
  for (std::size_t i = 1; i < music.size(); ++i) {
    largest = std::max(largest, std::abs(music[i] - music[i - 1]));
  }
  EXPECT_LE(std::abs(music.front() - music.back()), largest);
}

TEST(HoldMusic, is_no_bare_tone) {
  const auto music = compose_hold_music();
  for (double frequency = 80; frequency < 3'400; frequency *= std::exp2(1.0 / 12)) {
    EXPECT_LT(share_of(std::span(music).first(kSampleRate * 5), frequency), 0.4) << frequency;
  }
}

TEST(Sound, is_cut_into_packets_that_begin_again) {
  const Sound sound(std::vector<std::int16_t>(kSamplesPerPacket + 1, 1'000));
  EXPECT_EQ(sound.packets(), 2u);
  const auto first = sound.packet(Codec::kPcma, 0);
  EXPECT_EQ(first.size(), 160u);
  EXPECT_EQ(first.data(), sound.packet(Codec::kPcma, 2).data());
  EXPECT_EQ(decode_g711(Codec::kPcmu, sound.packet(Codec::kPcmu, 1)[1]), 0) << "filled up";
  EXPECT_EQ(Sound({}).packets(), 1u);
}

}  // namespace
}  // namespace madoguchi::voice
