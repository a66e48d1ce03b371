#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "voice/webrtc/dtls_session.h"

namespace madoguchi::voice {

using Datagram = std::vector<std::uint8_t>;

/// What a browser sends as a check, made without libre: attributes in the order of RFC 8445.
struct StunRequest {
  std::string username;
  std::string password;
  bool is_nomination = false;
  bool is_controlled = false;
  bool has_unknown = false;  ///< a comprehension-required attribute that nobody knows
  bool has_fingerprint = true;

  [[nodiscard]] Datagram bytes() const;
};

/// Type of a STUN message: 0x0101 success, 0x0111 error.
[[nodiscard]] int stun_type(const Datagram& datagram);
/// The code of an error response; 0 when there is none.
[[nodiscard]] int stun_code(const Datagram& datagram);
/// Whether MESSAGE-INTEGRITY is right, computed here.
[[nodiscard]] bool is_stun_signed(const Datagram& datagram, const std::string& password);
/// Port of XOR-MAPPED-ADDRESS.
[[nodiscard]] int stun_mapped_port(const Datagram& datagram);

[[nodiscard]] Datagram rtp_datagram(std::uint32_t ssrc, std::uint16_t sequence,
                                    std::string_view payload);

/// Two ends of DTLS that hand each other their datagrams.
struct DtlsPair {
  DtlsIdentity server_identity;
  DtlsIdentity client_identity;
  std::vector<Datagram> to_client;
  std::vector<Datagram> to_server;
  std::optional<DtlsSession> server;
  std::optional<DtlsSession> client;

  /// `expected_*`: what each believes of the other; empty: the truth.
  explicit DtlsPair(std::string expected_by_server = {}, std::string expected_by_client = {});
  /// Until nothing more is under way.
  void exchange();
};

}  // namespace madoguchi::voice
