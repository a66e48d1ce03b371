#pragma once

#include "voice/media/rtcp_packet.h"

namespace madoguchi::voice {

/// What a datagram of write_rtcp() says, read without the code that wrote it.
struct SentRtcp {
  std::uint32_t ssrc = 0;
  std::optional<std::uint64_t> sender_ntp;
  std::optional<ReportBlock> block;
  bool is_end = false;
};
/// Nothing when no report stands at its begin.
[[nodiscard]] std::optional<SentRtcp> read_sent_rtcp(Bytes datagram);

}  // namespace madoguchi::voice
