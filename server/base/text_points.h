#pragma once

// What the parts of text.h share.

#include <string>
#include <string_view>
#include <vector>

namespace madoguchi::base {

/// The code points of valid text; U+FFFD where it is not valid after all.
[[nodiscard]] std::u32string code_points(std::string_view text);
[[nodiscard]] std::string utf8_of(std::u32string_view points);

[[nodiscard]] constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] constexpr bool is_ascii_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z');
}

/// The parts between the separators; one more than there are separators.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// RFC 1123 section 2.1: 1 to 63 letters, digits and hyphens, no hyphen at the ends.
[[nodiscard]] bool is_host_label(std::string_view label);

}  // namespace madoguchi::base
