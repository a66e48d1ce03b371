#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace madoguchi::voice {

/// All of the text is one decimal number that fits.
template <class Number>
[[nodiscard]] std::optional<Number> number_of(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace madoguchi::voice
