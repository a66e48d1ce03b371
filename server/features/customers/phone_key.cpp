#include "features/customers/phone_key.h"

#include "base/text.h"

namespace madoguchi::features {

std::string phone_key(std::string_view phone) {
  constexpr std::string_view kJapan = "+81";
  std::string folded = base::fold_for_search(phone);
  if (folded.starts_with(kJapan)) folded.replace(0, kJapan.size(), "0");
  std::string digits;
  for (const char c : folded) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

}  // namespace madoguchi::features
