#include "voice/media/rtcp_packet.h"

#include <algorithm>

#include "voice/media/big_endian.h"

namespace madoguchi::voice {
namespace {

using Out = std::vector<std::uint8_t>;

enum PacketType : std::uint8_t { kSenderReport = 200, kReceiverReport, kDescription, kBye };
constexpr std::uint8_t kCname = 1;
constexpr std::size_t kReportHeader = 8;  ///< with the SSRC of who reports
constexpr std::size_t kSenderInfoSize = 20;

/// Begins a packet; close() knows its length.
std::size_t open(Out& out, std::uint8_t type, std::uint8_t count) {
  const std::size_t start = out.size();
  out.push_back(static_cast<std::uint8_t>(0x80 | count));
  out.push_back(type);
  put16(out, 0);
  return start;
}

void close(Out& out, std::size_t start) {
  while ((out.size() - start) % 4 != 0) out.push_back(0);
  const std::size_t words = (out.size() - start) / 4 - 1;
  out[start + 2] = static_cast<std::uint8_t>(words >> 8);
  out[start + 3] = static_cast<std::uint8_t>(words);
}

void put_sender(Out& out, const SenderInfo& sender) {
  put32(out, static_cast<std::uint32_t>(sender.ntp >> 32));
  put32(out, static_cast<std::uint32_t>(sender.ntp));
  put32(out, sender.timestamp);
  put32(out, sender.packets);
  put32(out, sender.octets);
}

void put_block(Out& out, const ReportBlock& block) {
  constexpr std::int32_t kMost = 0x7FFFFF;
  const auto lost = static_cast<std::uint32_t>(std::clamp(block.lost, -kMost - 1, kMost));
  put32(out, block.ssrc);
  put32(out, std::uint32_t{block.fraction_lost} << 24 | (lost & 0xFFFFFF));
  put32(out, block.highest_sequence);
  put32(out, block.jitter);
  put32(out, block.last_sender_report);
  put32(out, block.delay);
}

void put_report(Out& out, const RtcpReport& report) {
  const std::size_t start =
      open(out, report.sender ? kSenderReport : kReceiverReport, report.block ? 1 : 0);
  put32(out, report.ssrc);
  if (report.sender) put_sender(out, *report.sender);
  if (report.block) put_block(out, *report.block);
  close(out, start);
}

void put_name(Out& out, const RtcpReport& report) {
  const std::size_t start = open(out, kDescription, 1);
  put32(out, report.ssrc);
  const std::string_view name = report.name.substr(0, 255);
  out.push_back(kCname);
  out.push_back(static_cast<std::uint8_t>(name.size()));
  out.insert(out.end(), name.begin(), name.end());
  out.push_back(0);
  close(out, start);
}

void read_one(Bytes packet, RtcpSummary& summary) {
  if (packet[1] != kSenderReport || packet.size() < kReportHeader + kSenderInfoSize) return;
  summary.sender_ntp = std::uint64_t{get32(packet, 8)} << 32 | get32(packet, 12);
}

}  // namespace

std::vector<std::uint8_t> write_rtcp(const RtcpReport& report) {
  Out out;
  put_report(out, report);
  put_name(out, report);
  if (!report.is_end) return out;
  const std::size_t start = open(out, kBye, 1);
  put32(out, report.ssrc);
  close(out, start);
  return out;
}

std::optional<RtcpSummary> read_rtcp(Bytes datagram) {
  if (datagram.size() < kReportHeader || (datagram[0] & 0x20) != 0) return std::nullopt;
  if (datagram[1] != kSenderReport && datagram[1] != kReceiverReport) return std::nullopt;
  RtcpSummary summary;
  while (!datagram.empty()) {
    if (datagram.size() < 4 || datagram[0] >> 6 != 2) return std::nullopt;
    const std::size_t size = 4 * (std::size_t{get16(datagram, 2)} + 1);
    if (size > datagram.size()) return std::nullopt;
    read_one(datagram.first(size), summary);
    datagram = datagram.subspan(size);
  }
  return summary;
}

}  // namespace madoguchi::voice
