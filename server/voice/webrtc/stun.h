#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "voice/media/net_address.h"
#include "voice/media/udp_socket.h"
#include "voice/sip/re.h"

namespace madoguchi::voice {

/// A STUN message that libre read.
struct StunMessage {
  RePtr<stun_msg> message;
  stun_unknown_attr unknown{};  ///< attributes that RFC 8489 section 14 wants understood
};

/// Nothing for what is no STUN message.
[[nodiscard]] std::optional<StunMessage> read_stun(Bytes datagram);

/// Signed with the password and with FINGERPRINT; empty when libre is out of memory.
[[nodiscard]] std::vector<std::uint8_t> stun_success(const stun_msg& request,
                                                     const std::string& password,
                                                     const NetAddress& mapped);
/// `password` empty: not signed, because whoever asked does not know it either.
[[nodiscard]] std::vector<std::uint8_t> stun_error(const StunMessage& request, std::uint16_t code,
                                                   const char* reason, const std::string& password);

}  // namespace madoguchi::voice
