// The rules for texts that strangers choose: file names, mail addresses, sites, what is searched.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "require.h"

namespace {

using namespace madoguchi::base;
using madoguchi::fuzz::require;

void check_shape(std::string_view text) {
  require(first_characters(text, 7).size() <= text.size());
  require(count_characters(first_characters(text, 7)) <= 7);
  require(trimmed(trimmed(text)) == trimmed(text));
  const std::string name = clean_file_name(text);
  require(!name.empty() && is_valid_text(name) && !has_control_characters(name));
  require(count_characters(name) <= 120 && name.find_first_of("/\\\"<>") == name.npos);
  require(name.front() != '.' && clean_file_name(name) == name);
}

void check_search(std::string_view text) {
  const std::string folded = fold_for_search(text);
  require(is_valid_text(folded) && fold_for_search(folded) == folded);
}

void check_addresses(std::string_view text) {
  if (const auto origin = normal_origin(text)) {
    require(normal_origin(*origin) == origin);
    require(origin->starts_with("http") && origin->find_first_of(" \"'<>\r\n,;@") == origin->npos);
  }
  if (is_web_address(text)) require(text.find_first_of("\"<> \r\n") == text.npos);
  if (is_mail_address(text)) require(is_mail_address(fold_mail_address(text)));
  (void)is_time_zone(text);
  (void)contrast_against_white(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!is_valid_text(text)) return 0;
  check_shape(text);
  check_search(text);
  check_addresses(text);
  return 0;
}
