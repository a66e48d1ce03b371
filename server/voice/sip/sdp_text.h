#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "voice/sip/number_text.h"

namespace madoguchi::voice {

// What the readers of session descriptions (RFC 8866) share.

/// Cuts off the first word.
[[nodiscard]] std::string_view next_word(std::string_view& text);

/// Cuts off the first line, without its end.
[[nodiscard]] std::string_view next_line(std::string_view& text);

/// "rtpmap:0 PCMU/8000" becomes "rtpmap" and "0 PCMU/8000".
struct SdpAttribute {
  std::string_view name;
  std::string_view value;
};
[[nodiscard]] SdpAttribute attribute_of(std::string_view text);

/// Who sends, seen from whoever wrote the description (RFC 8866 section 6.7).
struct SdpDirection {
  bool they_send = true;
  bool they_receive = true;
  bool operator==(const SdpDirection&) const = default;
};
/// "sendrecv", "sendonly", "recvonly", "inactive".
[[nodiscard]] std::optional<SdpDirection> direction_of(std::string_view name);
/// The same from our side.
[[nodiscard]] std::string_view direction_name(bool we_send, bool they_send);

}  // namespace madoguchi::voice
