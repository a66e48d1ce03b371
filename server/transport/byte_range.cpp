#include "transport/byte_range.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/ascii.h"

namespace madoguchi::transport {
namespace {

using Kind = ByteRange::Kind;

/// What does not fit is far behind every end, which is all that matters.
std::optional<std::uint64_t> read_number(std::string_view digits) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();
  if (digits.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    const auto next = static_cast<std::uint64_t>(digit - '0');
    value = value > (kLargest - next) / 10 ? kLargest : value * 10 + next;
  }
  return value;
}

ByteRange last_bytes(std::uint64_t count, std::uint64_t size) {
  if (count == 0 || size == 0) return {Kind::kUnsatisfiable, 0, 0};
  const std::uint64_t length = std::min(count, size);
  return {Kind::kPart, size - length, length};
}

}  // namespace

ByteRange read_range(std::string_view header, std::uint64_t size) {
  const ByteRange whole{Kind::kWhole, 0, size};
  const auto equals = header.find('=');
  if (equals == std::string_view::npos) return whole;
  if (!base::equals_ignoring_case(header.substr(0, equals), "bytes")) return whole;
  const auto range = header.substr(equals + 1);
  const auto dash = range.find('-');
  if (dash == std::string_view::npos) return whole;
  const auto first = read_number(range.substr(0, dash));
  const auto last = read_number(range.substr(dash + 1));
  if (dash == 0) return last ? last_bytes(*last, size) : whole;
  const bool is_open = dash + 1 == range.size();
  if (!first || (!last && !is_open) || (last && *last < *first)) return whole;
  if (*first >= size) return {Kind::kUnsatisfiable, 0, 0};
  const std::uint64_t end = is_open ? size - 1 : std::min(*last, size - 1);
  return {Kind::kPart, *first, end - *first + 1};
}

}  // namespace madoguchi::transport
