#include "voice/webrtc/srtp_session.h"

#include <algorithm>

namespace madoguchi::voice {
namespace {

constexpr std::size_t kRtpHeader = 12;
constexpr std::size_t kRtcpHeader = 8;
/// Genuine sources: the stream, its successor after a change of device, and some more.
constexpr std::ptrdiff_t kMaxGenuine = 4;
/// Unknown ones that may try.
constexpr std::size_t kMaxSources = 16;
/// A roll-over is believed within half a minute (50 packets a second) around the end of the
/// numbers.
constexpr std::uint16_t kRollOverWindow = 1500;

srtp_suite libre_suite(SrtpSuite suite) {
  return suite == SrtpSuite::kAeadAes128Gcm ? SRTP_AES_128_GCM : SRTP_AES_CM_128_HMAC_SHA1_80;
}

std::uint16_t sequence_of(const PacketBuffer& packet) {
  return static_cast<std::uint16_t>((packet.bytes[2] << 8) | packet.bytes[3]);
}

std::uint32_t word_at(const PacketBuffer& packet, std::size_t place) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | packet.bytes[place + i];
  return value;
}

}  // namespace

base::Result<SrtpSession> SrtpSession::make(SrtpSuite suite, const SrtpKey& key) {
  srtp* session = nullptr;
  if (srtp_alloc(&session, libre_suite(suite), key.bytes.data(), key.size, 0) != 0) {
    return base::fail(base::ErrorCode::kInternal, "libre could not begin an SRTP session");
  }
  return SrtpSession(RePtr<srtp>(session), suite);
}

/// The buffer lives on our side; libre must not try to make it longer, so there has to be room.
bool SrtpSession::apply(PacketBuffer& packet, Transform transform, std::size_t least) const {
  if (packet.size < least || packet.size > PacketBuffer::kMaxPacket) return false;
  mbuf buffer{packet.bytes.data(), packet.bytes.size(), 0, packet.size};
  if (transform(session_.get(), &buffer) != 0) return false;
  packet.size = buffer.end;
  return true;
}

bool SrtpSession::protect_rtp(PacketBuffer& packet) {
  if (packet.size < kRtpHeader) return false;
  const std::uint16_t sequence = sequence_of(packet);
  const std::uint16_t last = last_protected_.value_or(sequence);
  const bool is_late = static_cast<std::int16_t>(sequence - last) < 0;
  if (is_late && sequence > last) return false;
  if (!apply(packet, srtp_encrypt, kRtpHeader)) return false;
  if (!is_late) last_protected_ = sequence;
  return true;
}

bool SrtpSession::protect_rtcp(PacketBuffer& packet) {
  return apply(packet, srtcp_encrypt, kRtcpHeader);
}

/// RFC 3711 section 3.4: the index stands before the tag, RFC 7714 section 9.3: at the end.
std::uint32_t SrtpSession::report_index(const PacketBuffer& packet) const {
  const std::size_t tag = suite_ == SrtpSuite::kAes128CmHmacSha1 ? 10 : 0;
  return word_at(packet, packet.size - tag - 4) & 0x7FFFFFFF;
}

bool SrtpSession::unprotect_rtcp(PacketBuffer& packet) {
  constexpr std::size_t kLeast = kRtcpHeader + 4 + 10;
  if (packet.size < kLeast || packet.size > PacketBuffer::kMaxPacket) return false;
  const std::uint32_t index = report_index(packet);
  if (last_report_ && index <= *last_report_) return false;
  if (find_or_admit(word_at(packet, 4)) == nullptr) return false;
  if (!apply(packet, srtcp_decrypt, kRtcpHeader)) return false;
  last_report_ = index;
  return true;
}

SrtpSession::Source* SrtpSession::find_or_admit(std::uint32_t ssrc) {
  const auto found = std::ranges::find(sources_, ssrc, &Source::ssrc);
  if (found != sources_.end()) return &*found;
  const bool is_full = sources_.size() >= kMaxSources ||
                       std::ranges::count(sources_, true, &Source::is_genuine) >= kMaxGenuine;
  return is_full ? nullptr : &sources_.emplace_back(Source{ssrc, false, 0});
}

/// Half of the numbers behind or before the last one: the place where libre counts a roll-over.
bool SrtpSession::is_plausible(const Source& source, std::uint16_t sequence) {
  constexpr int kHalf = 32768;
  if (!source.is_genuine) return true;
  if (static_cast<int>(source.last_sequence) - sequence < kHalf) return true;
  return source.last_sequence >= UINT16_MAX - kRollOverWindow && sequence <= kRollOverWindow;
}

bool SrtpSession::unprotect_rtp(PacketBuffer& packet) {
  if (packet.size < kRtpHeader) return false;
  const std::uint16_t sequence = sequence_of(packet);
  Source* source = find_or_admit(word_at(packet, 8));
  if (source == nullptr || !is_plausible(*source, sequence)) return false;
  if (!apply(packet, srtp_decrypt, kRtpHeader)) return false;
  const bool has_rolled_over = static_cast<int>(source->last_sequence) - sequence >= 32768;
  if (!source->is_genuine || has_rolled_over || sequence > source->last_sequence) {
    source->last_sequence = sequence;
  }
  source->is_genuine = true;
  return true;
}

}  // namespace madoguchi::voice
