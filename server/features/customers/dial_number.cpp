#include "features/customers/dial_number.h"

#include <algorithm>
#include <array>

#include "features/customers/phone_key.h"

namespace madoguchi::features {
namespace {

/// 184 withholds, 186 shows the caller's number.
std::string_view without_prefix(std::string_view number) {
  const bool has_prefix = number.starts_with("184") || number.starts_with("186");
  return has_prefix ? number.substr(3) : number;
}

bool is_abroad(std::string_view number) {
  return number.starts_with('+') || number.starts_with("00") || number.starts_with("010");
}

bool is_japanese(std::string_view number) {
  constexpr std::size_t kShortest = 10;
  constexpr std::size_t kLongest = 11;
  const bool is_digits = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  return is_digits && number.starts_with('0') && number.size() >= kShortest &&
         number.size() <= kLongest;
}

/// Folding makes blanks of line breaks, so that two lines would be one number.
bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 0 && c < ' '; });
}

}  // namespace

bool is_emergency_number(std::string_view number) {
  constexpr std::array<std::string_view, 3> kEmergency{"110", "118", "119"};
  return std::ranges::find(kEmergency, without_prefix(number)) != kEmergency.end();
}

base::Result<std::string> read_dial_number(std::string_view text, std::string_view field) {
  std::string number = national_number(text);
  const auto refused = [&](std::string expected) {
    return base::fail(base::invalid_input(std::string(field), std::move(expected)));
  };
  if (is_emergency_number(number)) {
    return refused("no emergency number: 110, 118 and 119 are called from a telephone");
  }
  if (is_abroad(number)) return refused("no number abroad");
  if (number.starts_with("0990")) return refused("no premium-rate number");
  if (has_control(text) || !is_japanese(number))
    return refused("a telephone number in Japan, 10 or 11 digits");
  return number;
}

}  // namespace madoguchi::features
