#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <unicode/ucal.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/text_points.h"

namespace madoguchi::base {
namespace {

constexpr std::size_t kLongestFileName = 120;
constexpr std::size_t kLongestEnding = 16;

bool is_blank(char32_t point) {
  return u_isUWhiteSpace(static_cast<UChar32>(point)) || point == 0xFEFF ||
         (point >= 0x200B && point <= 0x200D) || point == 0x2060;
}

bool is_control(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029;
}

/// Characters that turn the direction of what follows: a name with them shows another ending.
bool turns_direction(char32_t point) {
  return point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool is_mail_atom(std::string_view text) {
  constexpr std::string_view kSigns = "!#$%&'*+/=?^_`{|}~-";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return is_ascii_letter_or_digit(c) || kSigns.find(c) != std::string_view::npos;
  });
}

bool is_dot_atom(std::string_view text) {
  return std::ranges::all_of(split(text, '.'), is_mail_atom);
}

bool is_mail_domain(std::string_view domain) {
  if (domain.size() > 253) return false;
  const auto labels = split(domain, '.');
  if (labels.size() < 2 && lower_ascii(domain) != "localhost") return false;
  return std::ranges::all_of(labels, is_host_label);
}

/// The linear value of one channel, WCAG 2.2 "relative luminance".
double linear(int channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

std::optional<int> hex_byte(std::string_view two) {
  int value = 0;
  for (const char c : two) {
    const auto digit = std::string_view("0123456789abcdef").find(lower_ascii(c));
    if (digit == std::string_view::npos) return {};
    value = value * 16 + static_cast<int>(digit);
  }
  return value;
}

std::u32string safe_name_points(std::string_view name) {
  std::u32string out;
  for (const char32_t point : code_points(name)) {
    if (is_control(point) || turns_direction(point)) continue;
    const bool is_special =
        point < 0x80 &&
        std::string_view("<>:\"|?*").find(static_cast<char>(point)) != std::string_view::npos;
    out += is_special ? U'_' : point;
  }
  return out;
}

/// Cuts the middle of a name that is too long, so that the ending stays.
std::u32string shortened(const std::u32string& name) {
  if (name.size() <= kLongestFileName) return name;
  const std::size_t dot = name.rfind(U'.');
  const bool keeps_ending = dot != std::u32string::npos && name.size() - dot <= kLongestEnding;
  const std::u32string ending = keeps_ending ? name.substr(dot) : std::u32string();
  return name.substr(0, kLongestFileName - ending.size()) + ending;
}

/// Without dots and blanks at both ends.
std::string_view without_end_dots(std::string_view name) {
  name = trimmed(name);
  while (!name.empty() && name.front() == '.') name = trimmed(name.substr(1));
  while (!name.empty() && name.back() == '.') name = trimmed(name.substr(0, name.size() - 1));
  return name;
}

}  // namespace

bool is_valid_text(std::string_view text) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT(text.data(), at, size, point);
    if (point <= 0) return false;
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins_one = (text[at] & 0xC0) != 0x80;
    if (begins_one && count-- == 0) return text.substr(0, at);
  }
  return text;
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t length = first_characters(text.substr(begin), 1).size();
    if (!is_blank(code_points(text.substr(begin, length)).front())) break;
    begin += length;
  }
  std::size_t end = text.size();
  while (end > begin) {
    std::size_t start = end - 1;
    while (start > begin && (text[start] & 0xC0) == 0x80) --start;
    if (!is_blank(code_points(text.substr(start, end - start)).front())) break;
    end = start;
  }
  return text.substr(begin, end - begin);
}

bool has_control_characters(std::string_view text) {
  return std::ranges::any_of(code_points(text), is_control);
}

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > 254 || at > 64) return false;
  return is_dot_atom(text.substr(0, at)) && is_mail_domain(text.substr(at + 1));
}

std::string fold_mail_address(std::string_view address) { return lower_ascii(address); }

std::optional<double> contrast_against_white(std::string_view color) {
  if (color.size() != 7 || color[0] != '#') return {};
  const auto red = hex_byte(color.substr(1, 2));
  const auto green = hex_byte(color.substr(3, 2));
  const auto blue = hex_byte(color.substr(5, 2));
  if (!red || !green || !blue) return {};
  const double luminance = 0.2126 * linear(*red) + 0.7152 * linear(*green) + 0.0722 * linear(*blue);
  return 1.05 / (luminance + 0.05);
}

std::string clean_file_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string clean = utf8_of(safe_name_points(name));
  const std::string_view named = without_end_dots(clean);
  if (named.empty()) return "file";
  return std::string(without_end_dots(utf8_of(shortened(code_points(named)))));
}

bool is_time_zone(std::string_view name) {
  // ICU also knows old three-letter names, which browsers do not.
  if (name != "UTC" && name.find('/') == std::string_view::npos) return false;
  if (name.size() > 64 || has_control_characters(name)) return false;
  const std::u16string wide(name.begin(), name.end());
  std::array<UChar, 128> canonical{};
  UBool is_known = false;
  UErrorCode status = U_ZERO_ERROR;
  ucal_getCanonicalTimeZoneID(wide.data(), static_cast<std::int32_t>(wide.size()), canonical.data(),
                              canonical.size(), &is_known, &status);
  return U_SUCCESS(status) && is_known;
}

std::string_view language_name(Language language) {
  switch (language) {
    case Language::kJapanese:
      return "ja";
    case Language::kEnglish:
      return "en";
    case Language::kKorean:
      return "ko";
  }
  return "en";
}

std::optional<Language> language_from_name(std::string_view name) {
  for (const Language language : {Language::kJapanese, Language::kEnglish, Language::kKorean}) {
    if (language_name(language) == name) return language;
  }
  return {};
}

const std::string& Text3::in(Language language) const {
  switch (language) {
    case Language::kJapanese:
      return ja;
    case Language::kEnglish:
      return en;
    case Language::kKorean:
      return ko;
  }
  return en;
}

}  // namespace madoguchi::base
