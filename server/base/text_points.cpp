#include "base/text_points.h"

#include <algorithm>
#include <cstdint>

#include <unicode/utf8.h>

namespace madoguchi::base {

std::u32string code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(text.data(), at, size, point);
    out += static_cast<char32_t>(point);
  }
  return out;
}

std::string utf8_of(std::u32string_view points) {
  std::string out;
  for (const char32_t point : points) {
    char bytes[4];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(point));
    out.append(bytes, static_cast<std::size_t>(length));
  }
  return out;
}

bool is_host_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
    return false;
  }
  return std::ranges::all_of(label, [](char c) { return is_ascii_letter_or_digit(c) || c == '-'; });
}

}  // namespace madoguchi::base
