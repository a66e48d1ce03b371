#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi::features {

/// 110, 118 and 119 of Japan, also behind 184 and 186, which withhold and show the caller's number.
[[nodiscard]] bool is_emergency_number(std::string_view number);

/// A number that can be called, as trunks in Japan expect it: 10 or 11 digits with the 0 in front.
/// Taken as people write it (full-width, with separators, +81). kInvalidInput, with `field` and
/// what was expected: emergency numbers, which are called from a telephone whose place is known;
/// numbers abroad and of 0990, which cost the company dearly [V21]; and whatever else is no such
/// number.
[[nodiscard]] base::Result<std::string> read_dial_number(std::string_view text,
                                                         std::string_view field);

}  // namespace madoguchi::features
