#include "voice/media/rtcp_testing.h"

#include "voice/media/big_endian.h"

namespace madoguchi::voice {
namespace {

// RFC 3550 sections 6.4 and 6.6.
constexpr std::uint8_t kSenderReport = 200;
constexpr std::uint8_t kBye = 203;
constexpr std::size_t kHeader = 8;
constexpr std::size_t kSenderInfo = 20;

ReportBlock block_at(Bytes packet, std::size_t at) {
  ReportBlock block;
  block.ssrc = get32(packet, at);
  block.fraction_lost = packet[at + 4];
  // 24 bits with a sign: up, and down again with it.
  block.lost = static_cast<std::int32_t>(get32(packet, at + 4) << 8) >> 8;
  block.highest_sequence = get32(packet, at + 8);
  block.jitter = get32(packet, at + 12);
  block.last_sender_report = get32(packet, at + 16);
  block.delay = get32(packet, at + 20);
  return block;
}

}  // namespace

std::optional<SentRtcp> read_sent_rtcp(Bytes datagram) {
  if (!read_rtcp(datagram)) return std::nullopt;
  SentRtcp sent;
  sent.ssrc = get32(datagram, 4);
  const bool has_sender = datagram[1] == kSenderReport;
  if (has_sender) sent.sender_ntp = std::uint64_t{get32(datagram, 8)} << 32 | get32(datagram, 12);
  const bool has_block = (datagram[0] & 0x1F) > 0;
  if (has_block) sent.block = block_at(datagram, kHeader + (has_sender ? kSenderInfo : 0));
  // BYE with one SSRC is the last.
  sent.is_end = datagram[datagram.size() - kHeader + 1] == kBye;
  return sent;
}

}  // namespace madoguchi::voice
