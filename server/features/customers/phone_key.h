#pragma once

#include <string>
#include <string_view>

namespace madoguchi::features {

/// What two ways to write a phone number have in common: its digits, full-width ones too, with 0 in
/// place of +81 (people in Japan write the one, trunks may send the other). Empty for what has no
/// digits.
[[nodiscard]] std::string phone_key(std::string_view phone);

}  // namespace madoguchi::features
