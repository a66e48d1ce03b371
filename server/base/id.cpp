#include "base/id.h"

#include <charconv>

namespace madoguchi::base {

std::string id_to_string(std::int64_t value) { return std::to_string(value); }

std::optional<std::int64_t> id_from_string(std::string_view text) {
  if (text.empty() || text.size() > 19 || text.front() < '1' || text.front() > '9') return {};
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace madoguchi::base
