#include "features/customers/phone_key.h"

#include <array>

#include "base/text.h"

namespace madoguchi::features {
namespace {

/// What people put between digits, after folding; the last are hyphens, dashes and the long vowel
/// mark that a Japanese keyboard gives in their place.
constexpr std::array<std::string_view, 14> kSeparators{
    " ",      "-",      "(",      ")",      ".",      "/",      "\u2010",
    "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\u30fc"};

std::string without_separators(std::string text) {
  for (const std::string_view separator : kSeparators) {
    for (auto at = text.find(separator); at != std::string::npos; at = text.find(separator, at)) {
      text.erase(at, separator.size());
    }
  }
  return text;
}

}  // namespace

// "+81 (0)90 ..." is written, too.
std::string national_number(std::string_view text) {
  constexpr std::string_view kJapan = "+81";
  std::string number = without_separators(base::fold_for_search(text));
  if (!number.starts_with(kJapan)) return number;
  number.erase(0, kJapan.size());
  return number.starts_with('0') ? number : "0" + number;
}

std::string phone_key(std::string_view phone) {
  std::string digits;
  for (const char c : national_number(phone)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

}  // namespace madoguchi::features
