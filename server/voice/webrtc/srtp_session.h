#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "voice/sip/re.h"
#include "voice/webrtc/dtls_session.h"

namespace madoguchi::voice {

/// A packet with room behind it: protecting makes it longer.
struct PacketBuffer {
  static constexpr std::size_t kMaxPacket = 1500;
  static constexpr std::size_t kRoom = 64;  ///< SRTCP with GCM adds 20, with SHA-1 14
  std::array<std::uint8_t, kMaxPacket + kRoom> bytes{};
  std::size_t size = 0;  ///< at most kMaxPacket before protecting

  [[nodiscard]] Bytes view() const { return {bytes.data(), size}; }
};

/// SRTP and SRTCP (RFC 3711, RFC 7714) of one direction. Stays on the thread that made it.
///
/// libre counts the roll-over of sequence numbers, and remembers a stream for each SSRC, before it
/// has checked that a packet is genuine. unprotect() therefore keeps from it what only a forger
/// would send: a roll-over out of nowhere, and many SSRCs. It also looks for repeated reports,
/// which libre does not with GCM.
class SrtpSession {
 public:
  /// kInternal: out of memory.
  [[nodiscard]] static base::Result<SrtpSession> make(SrtpSuite suite, const SrtpKey& key);

  /// False: not a packet of RTP / RTCP, or too long, or RTP from before the last roll-over of the
  /// sequence numbers, which libre would count as another one; the buffer is then undefined.
  [[nodiscard]] bool protect_rtp(PacketBuffer& packet);
  [[nodiscard]] bool protect_rtcp(PacketBuffer& packet);
  /// False: forged, repeated, too old, or not SRTP at all; the buffer is then undefined.
  [[nodiscard]] bool unprotect_rtp(PacketBuffer& packet);
  [[nodiscard]] bool unprotect_rtcp(PacketBuffer& packet);

 private:
  struct Source {
    std::uint32_t ssrc = 0;
    bool is_genuine = false;          ///< one packet passed
    std::uint16_t last_sequence = 0;  ///< highest of those that passed, since the last roll-over
  };
  using Transform = int (*)(srtp*, mbuf*);

  SrtpSession(RePtr<srtp> session, SrtpSuite suite) : session_(std::move(session)), suite_(suite) {}
  [[nodiscard]] std::uint32_t report_index(const PacketBuffer& packet) const;
  [[nodiscard]] bool apply(PacketBuffer& packet, Transform transform, std::size_t least) const;
  Source* find_or_admit(std::uint32_t ssrc);
  static bool is_plausible(const Source& source, std::uint16_t sequence);

  RePtr<srtp> session_;
  SrtpSuite suite_;
  std::vector<Source> sources_;
  std::optional<std::uint16_t> last_protected_;  ///< the highest sequence number
  std::optional<std::uint32_t> last_report_;     ///< index of the newest SRTCP packet that passed
};

}  // namespace madoguchi::voice
