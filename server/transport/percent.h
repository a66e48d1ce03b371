#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace madoguchi::transport {

enum class Plus {
  kLiteral,  ///< paths (RFC 3986)
  kSpace,    ///< queries and forms (application/x-www-form-urlencoded)
};

/// Nothing when an escape is cut short or not hexadecimal, or when the outcome is not
/// base::is_valid_text.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);

/// Keeps what RFC 8187 calls attr-char, escapes every other byte.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace madoguchi::transport
