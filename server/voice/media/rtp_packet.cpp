#include "voice/media/rtp_packet.h"

#include "voice/media/big_endian.h"

namespace madoguchi::voice {
namespace {

constexpr int kVersion = 2;

/// Where the payload begins: behind contributing sources and a header extension; 0 when the
/// datagram is too short for them.
std::size_t payload_start(Bytes datagram) {
  const bool has_extension = (datagram[0] & 0x10) != 0;
  std::size_t start = kRtpHeaderSize + 4 * std::size_t(datagram[0] & 0x0F);
  if (has_extension) {
    if (datagram.size() < start + 4) return 0;
    start += 4 + 4 * std::size_t{get16(datagram, start + 2)};
  }
  return start <= datagram.size() ? start : 0;
}

/// Bytes of padding at the end; nothing when they say that they are more than there is.
std::optional<std::size_t> padding_of(Bytes datagram, std::size_t start) {
  const bool has_padding = (datagram[0] & 0x20) != 0;
  if (!has_padding) return 0;
  const std::size_t padding = datagram.back();
  if (padding == 0 || padding > datagram.size() - start) return std::nullopt;
  return padding;
}

}  // namespace

std::optional<RtpPacket> read_rtp(Bytes datagram) {
  if (datagram.size() < kRtpHeaderSize || datagram[0] >> 6 != kVersion) return std::nullopt;
  const std::size_t start = payload_start(datagram);
  if (start == 0) return std::nullopt;
  const auto padding = padding_of(datagram, start);
  if (!padding) return std::nullopt;
  RtpPacket packet;
  packet.has_marker = (datagram[1] & 0x80) != 0;
  packet.payload_type = datagram[1] & 0x7F;
  packet.sequence = get16(datagram, 2);
  packet.timestamp = get32(datagram, 4);
  packet.ssrc = get32(datagram, 8);
  packet.payload = datagram.subspan(start, datagram.size() - start - *padding);
  return packet;
}

void write_rtp_header(const RtpPacket& packet, std::span<std::uint8_t, kRtpHeaderSize> out) {
  const auto put = [&](std::size_t at, std::uint32_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i, value >>= 8) {
      out[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value);
    }
  };
  out[0] = kVersion << 6;
  out[1] = static_cast<std::uint8_t>((packet.has_marker ? 0x80 : 0) | packet.payload_type);
  put(2, packet.sequence, 2);
  put(4, packet.timestamp, 4);
  put(8, packet.ssrc, 4);
}

}  // namespace madoguchi::voice
