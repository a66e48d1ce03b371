#pragma once

#include <string>
#include <string_view>

#include "voice/sip/re.h"

namespace madoguchi::voice {

/// What people call each other by: digits with a leading + or without. Dots, hyphens, brackets and
/// spaces of a number are taken out; other user names stay, without what could not be shown. At
/// most 64 characters of ASCII; empty when nothing is left.
[[nodiscard]] std::string clean_number(std::string_view user);

/// Who calls: what the trunk asserts (P-Asserted-Identity, RFC 3325) before what the caller says
/// (From). Empty when the number is withheld (RFC 3323, RFC 5767) or missing.
[[nodiscard]] std::string caller_of(const sip_msg& invite);
/// Whom the call is for: the user of the Request-URI.
[[nodiscard]] std::string called_of(const sip_msg& invite);

}  // namespace madoguchi::voice
