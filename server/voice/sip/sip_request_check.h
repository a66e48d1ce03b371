#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "voice/sip/re.h"

namespace madoguchi::voice {

/// How a request is refused. Texts are constants.
struct SipRefusal {
  std::uint16_t status = 400;
  const char* reason = "Bad Request";
  bool is_silent = false;  ///< an answer would help an attacker, or has nowhere to go
  bool operator==(const SipRefusal&) const = default;
};

/// The methods of this server.
constexpr std::array<std::string_view, 5> kAllowedMethods{"INVITE", "ACK", "CANCEL", "BYE",
                                                          "OPTIONS"};
/// The header line that names them, with its end.
[[nodiscard]] const std::string& allow_line();

/// What RFC 3261 section 8.1.1 asks of every request and libre 1.1.0 does not look at. Nothing: in
/// order.
[[nodiscard]] std::optional<SipRefusal> find_fault(const sip_msg& request);

/// The same for REGISTER of desk phones, which find_fault() does not allow.
[[nodiscard]] std::optional<SipRefusal> find_register_fault(const sip_msg& request);

}  // namespace madoguchi::voice
