#include "voice/media/rtp_packet.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

using Datagram = std::vector<std::uint8_t>;

Datagram packet(Datagram head, std::string_view payload = "audio") {
  head.insert(head.end(), payload.begin(), payload.end());
  return head;
}

const Datagram kPlain{0x80, 0x80 | 101, 0x12, 0x34, 0, 0, 0, 7, 0xAA, 0xBB, 0xCC, 0xDD};

std::string payload_of(const Datagram& datagram) {
  const auto read = read_rtp(datagram);
  return read ? std::string(read->payload.begin(), read->payload.end()) : "no RTP";
}

TEST(RtpPacket, is_read) {
  const Datagram datagram = packet(kPlain);
  const auto read = read_rtp(datagram);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->has_marker);
  EXPECT_EQ(read->payload_type, 101);
  EXPECT_EQ(read->sequence, 0x1234);
  EXPECT_EQ(read->timestamp, 7u);
  EXPECT_EQ(read->ssrc, 0xAABBCCDDu);
  EXPECT_EQ(payload_of(datagram), "audio");
}

TEST(RtpPacket, comes_back_as_it_was_written) {
  RtpPacket written;
  written.has_marker = true;
  written.payload_type = 8;
  written.sequence = 65'535;
  written.timestamp = 0xFEDCBA98;
  written.ssrc = 0x01020304;
  std::array<std::uint8_t, kRtpHeaderSize> bytes{};
  write_rtp_header(written, bytes);
  const auto read = read_rtp(bytes);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->has_marker);
  EXPECT_EQ(read->payload_type, 8);
  EXPECT_EQ(read->sequence, 65'535);
  EXPECT_EQ(read->timestamp, 0xFEDCBA98u);
  EXPECT_EQ(read->ssrc, 0x01020304u);
}

TEST(RtpPacket, sources_extension_and_padding_are_left_out) {
  Datagram sources = kPlain;
  sources[0] |= 2;
  sources.insert(sources.end(), 8, 1);
  EXPECT_EQ(payload_of(packet(sources)), "audio");
  Datagram extension = kPlain;
  extension[0] |= 0x10;
  extension.insert(extension.end(), {0xBE, 0xDE, 0, 1, 1, 2, 3, 4});
  EXPECT_EQ(payload_of(packet(extension)), "audio");
  Datagram padded = kPlain;
  padded[0] |= 0x20;
  padded = packet(padded);
  padded.insert(padded.end(), {0, 0, 3});
  EXPECT_EQ(payload_of(padded), "audio");
}

TEST(RtpPacket, what_does_not_fit_is_refused) {
  EXPECT_FALSE(read_rtp(Datagram{}));
  EXPECT_FALSE(read_rtp(Datagram(11, 0x80)));
  Datagram version = packet(kPlain);
  version[0] = 0x40;
  EXPECT_FALSE(read_rtp(version));
  Datagram sources = kPlain;
  sources[0] |= 15;
  EXPECT_FALSE(read_rtp(sources));
  Datagram extension = kPlain;
  extension[0] |= 0x10;
  EXPECT_FALSE(read_rtp(extension));
  extension.insert(extension.end(), {0, 0, 0xFF, 0xFF});
  EXPECT_FALSE(read_rtp(extension));
  Datagram padded = packet(kPlain);
  padded[0] |= 0x20;
  padded.back() = 0;
  EXPECT_FALSE(read_rtp(padded));
  padded.back() = 200;
  EXPECT_FALSE(read_rtp(padded));
}

}  // namespace
}  // namespace madoguchi::voice
