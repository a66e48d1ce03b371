#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace madoguchi::base {

/// Well-formed UTF-8 (no surrogates, no overlong forms) without U+0000: what both databases take.
[[nodiscard]] bool is_valid_text(std::string_view text);

// All functions below expect valid text.

/// Code points, as maxLength of JSON Schema counts.
[[nodiscard]] std::size_t count_characters(std::string_view text);
/// The first `count` code points.
[[nodiscard]] std::string_view first_characters(std::string_view text, std::size_t count);
/// Without white space (Unicode White_Space, so U+3000 too) and zero-width characters at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Whether it has a line break or another control character, U+2028 and U+2029 included.
[[nodiscard]] bool has_control_characters(std::string_view text);

/// What two texts have in common when a person would find one by the other: NFKC, case folded,
/// katakana as hiragana, runs of white space as one space.
[[nodiscard]] std::string fold_for_search(std::string_view text);
/// local@domain: at most 254 characters of ASCII (UTF-8 in the local part, RFC 6531, is not
/// accepted), dot-atom on both sides, a dot in the domain unless it is "localhost".
[[nodiscard]] bool is_mail_address(std::string_view text);
/// The form under which an address is unique: in lower case.
[[nodiscard]] std::string fold_mail_address(std::string_view address);

/// The contrast of "#rrggbb" against white, 1 to 21 (WCAG 2.2, relative luminance); nothing when
/// it is not such a color.
[[nodiscard]] std::optional<double> contrast_against_white(std::string_view color);

/// A name for a file without folders, control and direction characters, dots at its ends, and with
/// _ for each of <>:"|?*; at most 120 characters, the ending kept; "file" when nothing is left.
[[nodiscard]] std::string clean_file_name(std::string_view name);

/// "https://shop.example[:port]" in the form browsers send as Origin: lower case, ASCII host,
/// without the standard port. Accepts a "/" at the end. Nothing for other schemes than http and
/// https, paths, user names, or hosts that cannot be.
[[nodiscard]] std::optional<std::string> normal_origin(std::string_view text);
/// An absolute https address without user name, as pages may link to it; http on this machine only.
[[nodiscard]] bool is_web_address(std::string_view text);

/// An IANA time zone that ICU knows: "Asia/Tokyo".
[[nodiscard]] bool is_time_zone(std::string_view name);

/// The languages of the screens.
enum class Language { kJapanese, kEnglish, kKorean };
[[nodiscard]] std::string_view language_name(Language language);  ///< "ja", "en", "ko"
[[nodiscard]] std::optional<Language> language_from_name(std::string_view name);

/// One text in each language; an empty one means: as in the service's standard language.
struct Text3 {
  std::string ja;
  std::string en;
  std::string ko;

  [[nodiscard]] const std::string& in(Language language) const;
  bool operator==(const Text3&) const = default;
};

}  // namespace madoguchi::base
