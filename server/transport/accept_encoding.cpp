#include "transport/accept_encoding.h"

#include "base/ascii.h"
#include "transport/header_text.h"

namespace madoguchi::transport {
namespace {

/// "q=0", "q=0.000": not acceptable (RFC 9110 section 12.4.2).
bool is_zero_weight(std::string_view parameter) {
  parameter = without_spaces(parameter);
  if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return false;
  parameter.remove_prefix(2);
  return parameter.starts_with('0') &&
         parameter.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

bool accepts_encoding(std::string_view header, std::string_view coding) {
  bool is_any_accepted = false;
  while (!header.empty()) {
    const auto comma = header.find(',');
    const auto item = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    const auto semicolon = item.find(';');
    const auto name = without_spaces(item.substr(0, semicolon));
    const bool is_refused =
        semicolon != std::string_view::npos && is_zero_weight(item.substr(semicolon + 1));
    if (base::equals_ignoring_case(name, coding)) return !is_refused;
    if (name == "*") is_any_accepted = !is_refused;
  }
  return is_any_accepted;
}

}  // namespace madoguchi::transport
