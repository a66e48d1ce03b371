#include "voice/webrtc/srtp_session.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "voice/webrtc/webrtc_testing.h"

namespace madoguchi::voice {
namespace {

class Srtp : public ::testing::TestWithParam<SrtpSuite> {
 protected:
  Srtp()
      : key_(some_key()),
        sender_(*SrtpSession::make(GetParam(), key_)),
        receiver_(*SrtpSession::make(GetParam(), key_)) {}

  static SrtpKey some_key() {
    SrtpKey key;
    key.size = GetParam() == SrtpSuite::kAeadAes128Gcm ? 28 : 30;
    for (std::size_t i = 0; i < key.size; ++i) key.bytes[i] = static_cast<std::uint8_t>(i * 7 + 1);
    return key;
  }

  static PacketBuffer buffer_of(const Datagram& packet) {
    PacketBuffer buffer;
    std::ranges::copy(packet, buffer.bytes.begin());
    buffer.size = packet.size();
    return buffer;
  }

  PacketBuffer protect(std::uint16_t sequence, std::uint32_t ssrc = 1) {
    PacketBuffer buffer = buffer_of(rtp_datagram(ssrc, sequence, "twenty milliseconds"));
    EXPECT_TRUE(sender_.protect_rtp(buffer));
    return buffer;
  }

  bool is_taken(PacketBuffer packet) { return receiver_.unprotect_rtp(packet); }

  SrtpKey key_;
  SrtpSession sender_;
  SrtpSession receiver_;
};

INSTANTIATE_TEST_SUITE_P(Suites, Srtp,
                         ::testing::Values(SrtpSuite::kAes128CmHmacSha1,
                                           SrtpSuite::kAeadAes128Gcm));

TEST_P(Srtp, a_packet_comes_out_as_it_went_in) {
  const Datagram plain = rtp_datagram(1, 7, "twenty milliseconds");
  PacketBuffer packet = protect(7);
  EXPECT_GT(packet.size, plain.size());
  EXPECT_FALSE(std::equal(plain.begin() + 12, plain.end(), packet.bytes.begin() + 12));
  ASSERT_TRUE(receiver_.unprotect_rtp(packet));
  EXPECT_TRUE(std::ranges::equal(packet.view(), plain));
}

TEST_P(Srtp, a_changed_or_repeated_packet_is_refused) {
  const PacketBuffer packet = protect(7);
  PacketBuffer changed = packet;
  changed.bytes[20] ^= 1;
  EXPECT_FALSE(is_taken(changed));
  EXPECT_TRUE(is_taken(packet));
  EXPECT_FALSE(is_taken(packet));
  PacketBuffer cut = protect(8);
  cut.size -= 3;
  EXPECT_FALSE(is_taken(cut));
}

TEST_P(Srtp, packets_out_of_order_are_taken) {
  const PacketBuffer first = protect(1);
  const PacketBuffer second = protect(2);
  EXPECT_TRUE(is_taken(second));
  EXPECT_TRUE(is_taken(first));
}

TEST_P(Srtp, the_numbers_roll_over) {
  for (int sequence = 65'530; sequence < 65'546; ++sequence) {
    EXPECT_TRUE(is_taken(protect(static_cast<std::uint16_t>(sequence)))) << sequence;
  }
}

TEST_P(Srtp, a_packet_from_before_a_roll_over_does_not_cut_the_stream) {
  EXPECT_TRUE(is_taken(protect(65'534)));
  EXPECT_TRUE(is_taken(protect(0)));
  PacketBuffer late = buffer_of(rtp_datagram(1, 65'535, "twenty milliseconds"));
  EXPECT_FALSE(sender_.protect_rtp(late));
  EXPECT_TRUE(is_taken(protect(2)));
  EXPECT_TRUE(is_taken(protect(1))) << "behind it, disorder is none of its matter";
}

TEST_P(Srtp, a_forged_roll_over_does_not_cut_the_stream) {
  for (std::uint16_t sequence = 40'000; sequence < 40'010; ++sequence) {
    ASSERT_TRUE(is_taken(protect(sequence)));
  }
  EXPECT_FALSE(is_taken(buffer_of(rtp_datagram(1, 3, std::string(60, 'x')))));
  EXPECT_TRUE(is_taken(protect(40'010)));
}

TEST_P(Srtp, forged_sources_do_not_shut_out_the_true_one_that_is_known) {
  ASSERT_TRUE(is_taken(protect(1)));
  for (std::uint32_t ssrc = 100; ssrc < 200; ++ssrc) {
    EXPECT_FALSE(is_taken(buffer_of(rtp_datagram(ssrc, 5, std::string(60, 'x')))));
  }
  EXPECT_TRUE(is_taken(protect(2)));
}

TEST_P(Srtp, what_is_no_packet_or_too_long_is_refused) {
  PacketBuffer tiny;
  tiny.size = 5;
  EXPECT_FALSE(sender_.protect_rtp(tiny));
  EXPECT_FALSE(receiver_.unprotect_rtp(tiny));
  EXPECT_FALSE(receiver_.unprotect_rtcp(tiny));
  PacketBuffer longest = buffer_of(rtp_datagram(1, 9, ""));
  longest.size = PacketBuffer::kMaxPacket;
  EXPECT_TRUE(sender_.protect_rtp(longest));
  EXPECT_FALSE(receiver_.unprotect_rtp(longest)) << "longer than a datagram that we take";
}

TEST_P(Srtp, reports_are_protected_too) {
  const Datagram report{0x80, 201, 0, 1, 0, 0, 0, 1};
  PacketBuffer packet = buffer_of(report);
  ASSERT_TRUE(sender_.protect_rtcp(packet));
  EXPECT_GT(packet.size, report.size());
  const PacketBuffer copy = packet;
  ASSERT_TRUE(receiver_.unprotect_rtcp(packet));
  EXPECT_TRUE(std::ranges::equal(packet.view(), report));
  PacketBuffer again = copy;
  EXPECT_FALSE(receiver_.unprotect_rtcp(again));
}

}  // namespace
}  // namespace madoguchi::voice
