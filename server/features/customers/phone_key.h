#pragma once

#include <string>
#include <string_view>

namespace madoguchi::features {

/// A phone number without what people put between its digits, and with 0 in place of +81 (people in
/// Japan write the one, trunks may send the other). What else is in it stays.
[[nodiscard]] std::string national_number(std::string_view text);

/// What two ways to write a phone number have in common: the digits of its national_number(). Empty
/// for what has none.
[[nodiscard]] std::string phone_key(std::string_view phone);

}  // namespace madoguchi::features
