// Folding of text.h: how a text is found whatever its width, case and kana.

#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/text.h"

namespace madoguchi::base {
namespace {

std::u16string wide(std::string_view text) {
  std::u16string out(text.size(), u'\0');
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(out.data(), static_cast<std::int32_t>(out.size()), &length, text.data(),
                static_cast<std::int32_t>(text.size()), &status);
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
  return out;
}

/// NFKC_Casefold (UAX #31, UTS #39): also drops what is not to be seen. Empty when ICU refuses.
std::u16string folded(const std::u16string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* fold = unorm2_getNFKCCasefoldInstance(&status);
  if (U_FAILURE(status)) return {};
  // One character can become 18 (U+FDFA).
  std::u16string out(text.size() * 2 + 32, u'\0');
  const auto run = [&] {
    status = U_ZERO_ERROR;
    return unorm2_normalize(fold, text.data(), static_cast<std::int32_t>(text.size()), out.data(),
                            static_cast<std::int32_t>(out.size()), &status);
  };
  std::int32_t length = run();
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    out.resize(static_cast<std::size_t>(length));
    length = run();
  }
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
  return out;
}

char16_t as_hiragana(char16_t unit) {
  const bool is_katakana = (unit >= 0x30A1 && unit <= 0x30F6) || unit == 0x30FD || unit == 0x30FE;
  return is_katakana ? static_cast<char16_t>(unit - 0x60) : unit;
}

std::string narrow(const std::u16string& text) {
  std::string out(text.size() * 3, '\0');
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8(out.data(), static_cast<std::int32_t>(out.size()), &length, text.data(),
              static_cast<std::int32_t>(text.size()), &status);
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
  return out;
}

}  // namespace

std::string fold_for_search(std::string_view text) {
  std::u16string out;
  for (const char16_t unit : folded(wide(text))) {
    const bool is_space = u_isUWhiteSpace(unit);
    if (is_space && (out.empty() || out.back() == u' ')) continue;
    out += is_space ? u' ' : as_hiragana(unit);
  }
  if (!out.empty() && out.back() == u' ') out.pop_back();
  return narrow(out);
}

}  // namespace madoguchi::base
