#pragma once

// What the parts of text.h share.

#include <string>
#include <string_view>

#include "base/ascii.h"

namespace madoguchi::base {

/// The code points of valid text; U+FFFD where it is not valid after all.
[[nodiscard]] std::u32string code_points(std::string_view text);
[[nodiscard]] std::string utf8_of(std::u32string_view points);

/// RFC 1123 section 2.1: 1 to 63 letters, digits and hyphens, no hyphen at the ends.
[[nodiscard]] bool is_host_label(std::string_view label);

}  // namespace madoguchi::base
