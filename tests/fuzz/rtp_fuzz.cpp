// Datagrams on the ports of a call: RTP, RTCP, and SRTP that was never encrypted by us.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "require.h"
#include "voice/media/rtcp_packet.h"
#include "voice/media/rtp_packet.h"
#include "voice/media/rtp_statistics.h"
#include "voice/webrtc/srtp_session.h"

namespace {

using namespace madoguchi::voice;
using madoguchi::fuzz::require;

void check_rtp(Bytes datagram) {
  const auto packet = read_rtp(datagram);
  if (!packet) return;
  require(packet->payload.size() + kRtpHeaderSize <= datagram.size());
  RtpStatistics statistics;
  statistics.take(*packet, packet->timestamp);
  require(statistics.lost() == 0 && statistics.report()->ssrc == packet->ssrc);
}

void check_srtp(Bytes datagram) {
  if (datagram.size() > PacketBuffer::kMaxPacket) return;
  // Of this input alone: what an earlier one left would make a finding that cannot be repeated.
  SrtpSession session = *SrtpSession::make(SrtpSuite::kAes128CmHmacSha1, {{1, 2, 3}, 30});
  for (const bool is_rtcp : {false, true}) {
    PacketBuffer packet;
    std::ranges::copy(datagram, packet.bytes.begin());
    packet.size = datagram.size();
    const bool is_genuine =
        is_rtcp ? session.unprotect_rtcp(packet) : session.unprotect_rtp(packet);
    // The fuzzer sees what the tag is compared with, so it finds genuine packets.
    if (is_genuine) require(packet.size < datagram.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes datagram(data, size);
  check_rtp(datagram);
  if (const auto report = read_rtcp(datagram); report && report->sender_ntp) {
    require(datagram.size() >= 28);
  }
  check_srtp(datagram);
  return 0;
}
