#include "voice/media/key_events.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

constexpr std::uint8_t kEnd = 0x80;

/// "160* 320 480 640 800E 800E 800E -": durations, * first, E end, - pause.
std::string ticks(KeySender& sender, int count) {
  std::string said;
  for (int i = 0; i < count; ++i) {
    const auto packet = sender.tick();
    if (i > 0) said += ' ';
    if (!packet) {
      said += '-';
      continue;
    }
    said += std::to_string(packet->duration);
    EXPECT_EQ(packet->payload[2] << 8 | packet->payload[3], packet->duration);
    if (packet->is_first) said += '*';
    if ((packet->payload[1] & kEnd) != 0) said += 'E';
  }
  return said;
}

TEST(KeySender, a_key_grows_for_100_ms_and_ends_three_times) {
  KeySender sender;
  sender.add("5");
  EXPECT_TRUE(sender.is_active());
  EXPECT_EQ(ticks(sender, 8), "160* 320 480 640 800E 800E 800E -");
  EXPECT_FALSE(sender.is_active());
  EXPECT_FALSE(sender.tick());
}

TEST(KeySender, keys_follow_each_other_in_order) {
  KeySender sender;
  sender.add("0*");
  sender.add("#D");
  std::vector<int> codes;
  while (sender.is_active()) {
    const auto packet = sender.tick();
    if (packet && packet->is_first) codes.push_back(packet->payload[0]);
  }
  EXPECT_EQ(codes, (std::vector<int>{0, 10, 11, 15}));
}

TEST(KeySender, what_is_no_key_or_too_much_is_passed_over) {
  KeySender sender;
  sender.add("x \n E");
  EXPECT_FALSE(sender.is_active());
  sender.add(std::string(1'000, '1'));
  int keys = 0;
  while (sender.is_active()) {
    const auto packet = sender.tick();
    if (packet && packet->is_first) ++keys;
  }
  EXPECT_EQ(keys, 64);
}

class Keys : public ::testing::Test {
 protected:
  /// What is heard of one packet.
  std::string take(std::uint8_t event, std::uint32_t timestamp, std::uint16_t duration,
                   bool has_marker = false, std::uint32_t ssrc = 1) {
    const std::vector<std::uint8_t> payload{event, 10, static_cast<std::uint8_t>(duration >> 8),
                                            static_cast<std::uint8_t>(duration)};
    RtpPacket packet;
    packet.has_marker = has_marker;
    packet.timestamp = timestamp;
    packet.ssrc = ssrc;
    packet.payload = payload;
    const auto key = receiver_.take(packet);
    return key ? std::string(1, *key) : "";
  }
  KeyReceiver receiver_;
};

TEST_F(Keys, a_press_is_one_key) {
  EXPECT_EQ(take(1, 8'000, 160, true), "1");
  for (std::uint16_t i = 2; i < 8; ++i) EXPECT_EQ(take(1, 8'000, i * 160), "");
  EXPECT_EQ(take(1, 9'600, 160, true), "1") << "the same key again";
  EXPECT_EQ(take(11, 12'000, 160, true), "#");
}

TEST_F(Keys, neither_a_lost_begin_nor_a_lost_end_changes_that) {
  EXPECT_EQ(take(2, 8'000, 800), "2") << "only the end came";
  EXPECT_EQ(take(2, 8'000, 800), "");
  EXPECT_EQ(take(3, 10'000, 160, true), "3");
  EXPECT_EQ(take(4, 12'000, 160, true), "4") << "the end of 3 was lost";
}

TEST_F(Keys, a_packet_that_was_overtaken_is_no_new_press) {
  take(2, 8'000, 160, true);
  EXPECT_EQ(take(3, 9'600, 160, true), "3");
  EXPECT_EQ(take(2, 8'000, 800), "");
  EXPECT_EQ(take(3, 9'600, 320), "");
}

TEST_F(Keys, a_key_that_is_held_down_is_one_key) {
  EXPECT_EQ(take(7, 8'000, 160, true), "7");
  EXPECT_EQ(take(7, 8'000, 65'535), "");
  EXPECT_EQ(take(7, 8'000 + 65'535, 160), "");
  EXPECT_EQ(take(7, 8'000 + 2 * 65'535, 160), "");
  EXPECT_EQ(take(7, 8'000 + 3 * 65'535, 160, true), "7") << "the marker says that it is another";
}

TEST_F(Keys, a_sender_may_begin_anew) {
  EXPECT_EQ(take(5, 900'000, 160, true), "5");
  EXPECT_EQ(take(5, 100, 160, true), "5") << "its clock was set back";
  EXPECT_EQ(take(5, 100, 160, true, 2), "5") << "it is another";
}

TEST_F(Keys, what_is_no_key_is_not_heard) {
  EXPECT_EQ(take(16, 8'000, 160, true), "") << "flash";
  EXPECT_EQ(take(255, 8'000, 160, true), "");
  RtpPacket packet;
  EXPECT_FALSE(receiver_.take(packet));
}

}  // namespace
}  // namespace madoguchi::voice
