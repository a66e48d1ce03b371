#pragma once

#include <span>
#include <string>

namespace madoguchi::voice {

/// Two lower-case hexadecimal digits for each byte.
[[nodiscard]] inline std::string hex_digits(std::span<const unsigned char> bytes) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0xF];
  }
  return text;
}

}  // namespace madoguchi::voice
