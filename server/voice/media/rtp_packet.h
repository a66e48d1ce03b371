#pragma once

#include <cstdint>
#include <optional>

#include "voice/media/udp_socket.h"

namespace madoguchi::voice {

constexpr std::size_t kRtpHeaderSize = 12;

/// An RTP packet (RFC 3550 section 5.1). The payload is a view into the datagram, without padding.
struct RtpPacket {
  bool has_marker = false;
  std::uint8_t payload_type = 0;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  Bytes payload;
};

/// Nothing for what is no RTP of version 2; header extensions and contributing sources are skipped.
[[nodiscard]] std::optional<RtpPacket> read_rtp(Bytes datagram);

/// Writes the header of a packet without extension, padding or contributing sources.
void write_rtp_header(const RtpPacket& packet, std::span<std::uint8_t, kRtpHeaderSize> out);

}  // namespace madoguchi::voice
