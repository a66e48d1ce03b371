#pragma once

#include <string_view>

#include "voice/media/net_address.h"
#include "voice/sip/re.h"

// Values as libre has them, and as we have them.

namespace madoguchi::voice {

[[nodiscard]] NetAddress from_libre(const sa& address);
[[nodiscard]] sa to_libre(const NetAddress& address);

/// A buffer of libre with this text; nothing when memory is short.
[[nodiscard]] RePtr<mbuf> buffer_of(std::string_view text);
/// The body that Content-Length says, or all that came when it says nothing.
[[nodiscard]] std::string_view body_of(const sip_msg& message);

}  // namespace madoguchi::voice
