#pragma once

#include <string_view>

namespace madoguchi::transport {

/// The text without the optional white space around it (RFC 9110 section 5.6.3): blanks and tabs.
[[nodiscard]] std::string_view without_spaces(std::string_view text);

}  // namespace madoguchi::transport
