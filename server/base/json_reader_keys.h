#pragma once

#include <string_view>

#include "base/result.h"

namespace madoguchi::base {

inline constexpr std::size_t kMaxJsonDepth = 16;

/// Whether `text` is one JSON value in which no object has a key twice. Parsers silently keep one
/// of the two, so that a check and its use could look at different ones. kInvalidInput otherwise.
[[nodiscard]] Status check_json_keys(std::string_view text);

}  // namespace madoguchi::base
