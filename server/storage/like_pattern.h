#pragma once

#include <string>
#include <string_view>

namespace madoguchi::storage {

/// A pattern for `LIKE :pattern ESCAPE '!'` that finds `text` anywhere, whatever it contains.
[[nodiscard]] inline std::string contains_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace madoguchi::storage
