#include "voice/media/sound_player.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;

class Player : public ::testing::Test {
 protected:
  Player() {
    std::vector<std::int16_t> samples(2 * kSamplesPerPacket, 1'000);
    std::fill(samples.begin() + kSamplesPerPacket, samples.end(), -1'000);
    player_.play(std::make_shared<const Sound>(samples));
  }
  /// The timestamps of what is due, as packets.
  std::vector<std::uint32_t> due() {
    std::vector<std::uint32_t> times;
    while (const auto packet = player_.next(Codec::kPcma, now_)) {
      times.push_back(packet->timestamp / kSamplesPerPacket);
    }
    return times;
  }
  using Times = std::vector<std::uint32_t>;
  SoundPlayer player_;
  MediaTime now_{std::chrono::hours(1)};
};

TEST_F(Player, a_packet_is_due_every_20_ms) {
  EXPECT_EQ(due(), Times{0});
  EXPECT_EQ(due(), Times{});
  now_ += milliseconds(19);
  EXPECT_EQ(due(), Times{});
  now_ += milliseconds(1);
  EXPECT_EQ(due(), Times{1});
}

TEST_F(Player, the_sound_begins_again_after_its_end) {
  for (int i = 0; i < 6; ++i, now_ += milliseconds(20)) {
    const auto packet = player_.next(Codec::kPcmu, now_);
    ASSERT_TRUE(packet);
    EXPECT_EQ(packet->sequence, i);
    EXPECT_EQ(packet->codec, Codec::kPcmu);
    EXPECT_EQ(decode_g711(Codec::kPcmu, packet->payload[0]) > 0, i % 2 == 0) << i;
  }
}

TEST_F(Player, a_short_delay_is_made_up_for_and_a_long_one_left_out) {
  due();
  now_ += milliseconds(100);
  EXPECT_EQ(due(), (Times{1, 2, 3, 4, 5}));
  now_ += milliseconds(2'000);
  EXPECT_EQ(due(), Times{105}) << "99 were left out";
  now_ += milliseconds(20);
  EXPECT_EQ(due(), Times{106});
}

TEST_F(Player, played_anew_it_begins_at_the_beginning) {
  due();
  now_ += milliseconds(20);
  due();
  player_.play(std::make_shared<const Sound>(std::vector<std::int16_t>(160, 1)));
  EXPECT_EQ(due(), Times{0});
  player_.stop();
  now_ += milliseconds(20);
  EXPECT_EQ(due(), Times{});
  EXPECT_FALSE(player_.is_playing());
}

}  // namespace
}  // namespace madoguchi::voice
