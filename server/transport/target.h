#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi::transport {

/// The request target of a request line (RFC 9112 section 3.2), origin-form or absolute-form.
struct Target {
  std::string path;       ///< percent-decoded; valid text (base::is_valid_text) without control
                          ///< characters or dot segments
  std::string query;      ///< as it came, without '?'; every part of it decodes to valid text
  std::string authority;  ///< of the absolute-form, which then stands for the Host header
};

/// kInvalidInput naming what was wrong. An encoded slash is refused: path and segments would
/// disagree about it.
[[nodiscard]] base::Result<Target> parse_target(std::string_view target);

/// The first parameter of that name, decoded.
[[nodiscard]] std::optional<std::string> find_query_parameter(std::string_view query,
                                                              std::string_view name);

/// The value of the first cookie of that name in a Cookie header (RFC 6265 section 5.4), as it
/// came. Tolerates missing spaces and empty pairs.
[[nodiscard]] std::optional<std::string_view> find_cookie(std::string_view header,
                                                          std::string_view name);

}  // namespace madoguchi::transport
