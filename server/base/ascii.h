#pragma once

// Letters and digits of ASCII alone, whatever the locale: protocols compare by them.

#include <string>
#include <string_view>
#include <vector>

namespace madoguchi::base {

[[nodiscard]] constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] constexpr bool is_ascii_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z');
}
[[nodiscard]] bool equals_ignoring_case(std::string_view left, std::string_view right);

/// The parts between the separators; one more than there are separators.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace madoguchi::base
