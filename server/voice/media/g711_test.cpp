#include "voice/media/g711.h"

#include <array>
#include <cstdlib>
#include <utility>

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

class G711 : public ::testing::TestWithParam<Codec> {};

INSTANTIATE_TEST_SUITE_P(Codecs, G711, ::testing::Values(Codec::kPcmu, Codec::kPcma));

TEST_P(G711, every_code_comes_back) {
  for (int byte = 0; byte < 256; ++byte) {
    const auto code = static_cast<std::uint8_t>(byte);
    const std::int16_t value = decode_g711(GetParam(), code);
    // mu-law has two zeros.
    EXPECT_EQ(decode_g711(GetParam(), encode_g711(GetParam(), value)), value) << byte;
  }
}

TEST_P(G711, the_error_grows_with_the_sample_as_the_standard_says) {
  for (int sample = -32'768; sample <= 32'767; ++sample) {
    const auto value = static_cast<std::int16_t>(sample);
    const int error = std::abs(decode_g711(GetParam(), encode_g711(GetParam(), value)) - sample);
    // Half a step: 1/32 of the sample, 8 near zero; 644 beyond the highest code.
    EXPECT_LE(error, std::abs(sample) >= 31'613 ? 1'156 : std::abs(sample) / 32 + 10) << sample;
  }
}

TEST_P(G711, the_extremes_keep_their_sign) {
  EXPECT_LT(decode_g711(GetParam(), encode_g711(GetParam(), -32'768)), -31'000);
  EXPECT_GT(decode_g711(GetParam(), encode_g711(GetParam(), 32'767)), 31'000);
}

TEST(G711Values, the_other_codec_says_nearly_the_same) {
  for (const auto& [codec, other] :
       {std::pair(Codec::kPcmu, Codec::kPcma), std::pair(Codec::kPcma, Codec::kPcmu)}) {
    for (int value = 0; value < 256; ++value) {
      const std::array<std::uint8_t, 1> from{static_cast<std::uint8_t>(value)};
      std::array<std::uint8_t, 1> to{};
      transcode_g711(codec, from, other, to);
      const int sample = decode_g711(codec, from[0]);
      EXPECT_LE(std::abs(decode_g711(other, to[0]) - sample), std::abs(sample) / 32 + 10) << value;
      transcode_g711(codec, from, codec, to);
      EXPECT_EQ(to, from);
    }
  }
}

TEST(G711Values, are_those_of_the_tables) {
  EXPECT_EQ(decode_g711(Codec::kPcmu, 0xFF), 0);
  EXPECT_EQ(decode_g711(Codec::kPcmu, 0x00), -32'124);
  EXPECT_EQ(decode_g711(Codec::kPcmu, 0x80), 32'124);
  EXPECT_EQ(decode_g711(Codec::kPcma, 0xD5), 8);
  EXPECT_EQ(decode_g711(Codec::kPcma, 0x55), -8);
  EXPECT_EQ(decode_g711(Codec::kPcma, 0xAA), 32'256);
  EXPECT_EQ(decode_g711(Codec::kPcma, 0x2A), -32'256);
}

}  // namespace
}  // namespace madoguchi::voice
