#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "voice/media/udp_socket.h"

namespace madoguchi::voice {

/// What a receiver says of one stream (RFC 3550 section 6.4.1).
struct ReportBlock {
  std::uint32_t ssrc = 0;
  std::uint8_t fraction_lost = 0;        ///< of 256, since the last report
  std::int32_t lost = 0;                 ///< since the beginning; 24 bits, may be negative
  std::uint32_t highest_sequence = 0;    ///< with the roll-overs above
  std::uint32_t jitter = 0;              ///< in units of the timestamp
  std::uint32_t last_sender_report = 0;  ///< the middle of its NTP time; 0: none came
  std::uint32_t delay = 0;               ///< since then, in 1/65,536 s
};

/// What a sender says of itself.
struct SenderInfo {
  std::uint64_t ntp = 0;  ///< seconds since 1900, 32 bits of fraction below
  std::uint32_t timestamp = 0;
  std::uint32_t packets = 0;
  std::uint32_t octets = 0;
};

/// One datagram: a sender or receiver report, with the name, and perhaps the end.
struct RtcpReport {
  std::uint32_t ssrc = 0;
  std::optional<SenderInfo> sender;  ///< none: a receiver report
  std::optional<ReportBlock> block;
  std::string_view name;  ///< CNAME, at most 255 bytes
  bool is_end = false;    ///< with BYE
};
[[nodiscard]] std::vector<std::uint8_t> write_rtcp(const RtcpReport& report);

/// What is of interest in a datagram of the other side.
struct RtcpSummary {
  std::optional<std::uint64_t> sender_ntp;  ///< of its sender report
};
/// Nothing for what is no compound RTCP packet (RFC 3550 section 6.1 and appendix A.2).
[[nodiscard]] std::optional<RtcpSummary> read_rtcp(Bytes datagram);

}  // namespace madoguchi::voice
