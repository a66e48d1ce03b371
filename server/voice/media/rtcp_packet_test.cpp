#include "voice/media/rtcp_packet.h"

#include <gtest/gtest.h>

#include "voice/media/rtcp_testing.h"
#include "voice/media/rtp_statistics.h"

namespace madoguchi::voice {
namespace {

RtcpReport report() {
  RtcpReport made;
  made.ssrc = 0x11111111;
  made.name = "madoguchi";
  made.sender = SenderInfo{0x0102030405060708, 160, 10, 1'600};
  made.block = ReportBlock{0x22222222, 64, -3, 70'000, 12, 0x03040506, 65'536};
  return made;
}

TEST(RtcpPacket, a_sender_report_comes_back) {
  const auto datagram = write_rtcp(report());
  EXPECT_EQ(datagram.size() % 4, 0u);
  const auto read = read_sent_rtcp(datagram);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->ssrc, 0x11111111u);
  EXPECT_EQ(read->sender_ntp, 0x0102030405060708u);
  EXPECT_EQ(read_rtcp(datagram)->sender_ntp, 0x0102030405060708u);
  ASSERT_TRUE(read->block);
  EXPECT_EQ(read->block->fraction_lost, 64);
  EXPECT_EQ(read->block->lost, -3);
  EXPECT_EQ(read->block->highest_sequence, 70'000u);
  EXPECT_EQ(read->block->jitter, 12u);
  EXPECT_EQ(read->block->last_sender_report, 0x03040506u);
  EXPECT_EQ(read->block->delay, 65'536u);
  EXPECT_FALSE(read->is_end);
}

TEST(RtcpPacket, a_receiver_report_and_an_end_come_back) {
  RtcpReport made = report();
  made.sender.reset();
  made.is_end = true;
  const auto datagram = write_rtcp(made);
  EXPECT_FALSE(read_rtcp(datagram)->sender_ntp);
  const auto read = read_sent_rtcp(datagram);
  ASSERT_TRUE(read && read->block);
  EXPECT_EQ(read->block->ssrc, 0x22222222u);
  EXPECT_FALSE(read->sender_ntp);
  EXPECT_TRUE(read->is_end);
}

TEST(RtcpPacket, what_does_not_fit_is_refused) {
  using Datagram = std::vector<std::uint8_t>;
  EXPECT_FALSE(read_rtcp(Datagram{}));
  EXPECT_FALSE(read_rtcp(Datagram(8, 0x80))) << "begins with no report";
  Datagram cut = write_rtcp(report());
  cut.resize(cut.size() - 4);
  EXPECT_FALSE(read_rtcp(cut));
  const Datagram promised{0x9F, 200, 0, 1, 0, 0, 0, 9};
  ASSERT_TRUE(read_rtcp(promised));
  EXPECT_FALSE(read_rtcp(promised)->sender_ntp) << "which is not there, nor are 31 blocks";
}

class Statistics : public ::testing::Test {
 protected:
  void take(std::uint16_t sequence, std::uint32_t arrival = 0) {
    RtpPacket packet;
    packet.ssrc = 5;
    packet.sequence = sequence;
    packet.timestamp = sequence * 160U;
    statistics_.take(packet, arrival == 0 ? packet.timestamp : arrival);
  }
  RtpStatistics statistics_;
};

TEST_F(Statistics, say_nothing_before_the_first_packet) {
  EXPECT_FALSE(statistics_.report());
  EXPECT_EQ(statistics_.lost(), 0);
}

TEST_F(Statistics, count_what_is_missing_since_the_last_report) {
  for (std::uint16_t sequence = 10; sequence < 20; ++sequence) {
    if (sequence != 12) take(sequence);
  }
  auto block = statistics_.report();
  ASSERT_TRUE(block);
  EXPECT_EQ(block->ssrc, 5u);
  EXPECT_EQ(block->lost, 1);
  EXPECT_EQ(block->fraction_lost, 25) << "one of ten";
  take(20);
  block = statistics_.report();
  EXPECT_EQ(block->lost, 1);
  EXPECT_EQ(block->fraction_lost, 0);
}

TEST_F(Statistics, numbers_roll_over_and_late_packets_are_no_loss) {
  for (const int sequence : {65'534, 65'535, 1, 0, 2}) {
    take(static_cast<std::uint16_t>(sequence));
  }
  EXPECT_EQ(statistics_.lost(), 0);
  EXPECT_EQ(statistics_.report()->highest_sequence, 65'538u);
}

TEST_F(Statistics, a_stream_that_begins_anew_is_no_loss) {
  take(10);
  take(11);
  take(30'000);
  take(30'001);
  EXPECT_EQ(statistics_.lost(), 0);
  EXPECT_EQ(statistics_.received(), 2);
}

TEST_F(Statistics, jitter_follows_the_arrival) {
  for (std::uint16_t sequence = 1; sequence < 200; ++sequence) {
    take(sequence, sequence * 160U + (sequence % 2 == 0 ? 80 : 0));
  }
  EXPECT_NEAR(statistics_.report()->jitter, 80, 5);
}

}  // namespace
}  // namespace madoguchi::voice
