#include "voice/sip/caller_number.h"

#include <algorithm>

#include "base/text_points.h"

namespace madoguchi::voice {
namespace {

constexpr std::size_t kLongest = 64;
constexpr std::string_view kSeparators = " -.()";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) {
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  return std::ranges::any_of(digits, is_digit) && std::ranges::all_of(digits, [](char c) {
           return is_digit(c) || kSeparators.find(c) != std::string_view::npos;
         });
}

bool is_shown(char c) { return c > 0x20 && c < 0x7F; }

/// "anonymous", of whatever case (RFC 3323 section 4.1.1.3).
bool is_anonymous(std::string_view user) {
  const std::string lower = base::lower_ascii(user);
  return lower.empty() || lower == "anonymous" || lower == "unavailable" || lower == "restricted";
}

std::string_view user_of(std::string_view header) {
  sip_addr address{};
  const pl text{header.data(), header.size()};
  return sip_addr_decode(&address, &text) == 0 ? view_of(address.uri.user) : std::string_view();
}

bool wants_privacy(const sip_msg& invite) {
  const sip_hdr* privacy = sip_msg_hdr(&invite, SIP_HDR_PRIVACY);
  if (privacy == nullptr) return false;
  const std::string_view value = view_of(privacy->val);
  return value.find("id") != std::string_view::npos || value.find("user") != std::string_view::npos;
}

}  // namespace

std::string clean_number(std::string_view user) {
  user = user.substr(0, user.find(';'));  // ;phone-context and other parameters of the user part
  const bool is_plain = is_number(user);
  std::string cleaned;
  for (const char c : user) {
    const bool is_separator = is_plain && kSeparators.find(c) != std::string_view::npos;
    if (is_shown(c) && !is_separator && cleaned.size() < kLongest) cleaned += c;
  }
  return cleaned;
}

std::string caller_of(const sip_msg& invite) {
  if (wants_privacy(invite)) return {};
  const sip_hdr* asserted = sip_msg_hdr(&invite, SIP_HDR_P_ASSERTED_IDENTITY);
  std::string_view user = asserted == nullptr ? "" : user_of(view_of(asserted->val));
  if (user.empty()) user = view_of(invite.from.uri.user);
  return is_anonymous(user) ? std::string() : clean_number(user);
}

std::string called_of(const sip_msg& invite) { return clean_number(view_of(invite.uri.user)); }

}  // namespace madoguchi::voice
