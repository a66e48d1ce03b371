#include "voice/sip/sip_request_check.h"

#include <algorithm>

#include <fmt/ranges.h>

#include "voice/sip/number_text.h"
#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

constexpr std::string_view kMagicCookie = "z9hG4bK";  // RFC 3261 section 8.1.1.7
constexpr std::size_t kMaxToken = 256;
constexpr std::size_t kMaxUri = 1024;
constexpr std::uint64_t kMaxSequence = 0x7FFFFFFF;  // section 8.1.1.5

bool is_reasonable(const pl& text) {
  return text.p != nullptr && text.l > 0 && text.l <= kMaxToken;
}

bool has_address(const sip_taddr& address) {
  return address.val.p != nullptr && address.auri.l > 0;
}

bool is_sip_uri(const uri& address) {
  const std::string_view scheme = view_of(address.scheme);
  return scheme == "sip";
}

/// Headers that stand once; a second To or CSeq is read otherwise by others (RFC 4475
/// section 3.3.8).
bool has_doubles(const sip_msg& request) {
  constexpr std::array kOnce{SIP_HDR_TO,          SIP_HDR_FROM,         SIP_HDR_CALL_ID,
                             SIP_HDR_CSEQ,        SIP_HDR_MAX_FORWARDS, SIP_HDR_CONTENT_LENGTH,
                             SIP_HDR_CONTENT_TYPE};
  return std::ranges::any_of(kOnce,
                             [&](sip_hdrid id) { return sip_msg_hdr_count(&request, id) > 1; });
}

bool has_sound_length(const sip_msg& request) {
  const std::string_view length = view_of(request.clen);
  if (length.empty()) return true;
  const auto number = number_of<std::uint64_t>(length);
  return number && *number <= mbuf_get_left(request.mb);
}

/// Without these there is nothing to answer to, or the answer would go to a third party.
bool is_unanswerable(const sip_msg& request) {
  pl elsewhere{};
  return !is_reasonable(request.via.sentby) || !has_address(request.from) ||
         !has_address(request.to) || !is_reasonable(request.callid) || request.cseq.met.l == 0 ||
         msg_param_decode(&request.via.params, "maddr", &elsewhere) == 0;
}

std::optional<SipRefusal> find_header_fault(const sip_msg& request) {
  if (!view_of(request.via.branch).starts_with(kMagicCookie) ||
      !is_reasonable(request.via.branch)) {
    return SipRefusal{400, "Via Branch Missing"};
  }
  if (pl_cmp(&request.cseq.met, &request.met) != 0 || request.cseq.num > kMaxSequence) {
    return SipRefusal{400, "CSeq Does Not Fit"};
  }
  const auto hops = number_of<std::uint64_t>(view_of(request.maxfwd));
  if (!hops || *hops > 255) return SipRefusal{400, "Max-Forwards Missing"};
  if (request.from.tag.l == 0) return SipRefusal{400, "From Tag Missing"};
  if (has_doubles(request)) return SipRefusal{400, "Header Repeated"};
  if (!has_sound_length(request)) return SipRefusal{400, "Content-Length Does Not Fit"};
  return std::nullopt;
}

std::optional<SipRefusal> find_common_fault(const sip_msg& request) {
  if (is_unanswerable(request)) return SipRefusal{400, "Bad Request", true};
  if (auto fault = find_header_fault(request)) return fault;
  if (request.ruri.l > kMaxUri) return SipRefusal{414, "Request-URI Too Long"};
  if (!is_sip_uri(request.uri)) return SipRefusal{416, "Unsupported URI Scheme"};
  return std::nullopt;
}

std::optional<SipRefusal> find_method_fault(const sip_msg& request) {
  const std::string_view method = view_of(request.met);
  if (std::ranges::find(kAllowedMethods, method) == kAllowedMethods.end()) {
    return SipRefusal{405, "Method Not Allowed"};
  }
  if (method != "INVITE") return std::nullopt;
  if (sip_msg_hdr(&request, SIP_HDR_REQUIRE) != nullptr) return SipRefusal{420, "Bad Extension"};
  if (sip_msg_hdr(&request, SIP_HDR_CONTACT) == nullptr) return SipRefusal{400, "Contact Missing"};
  const bool has_sdp = msg_ctype_cmp(&request.ctyp, "application", "sdp");
  if (!body_of(request).empty() && !has_sdp) return SipRefusal{415, "Unsupported Media Type"};
  return std::nullopt;
}

}  // namespace

const std::string& allow_line() {
  static const std::string line = fmt::format("Allow: {}\r\n", fmt::join(kAllowedMethods, ", "));
  return line;
}

std::optional<SipRefusal> find_fault(const sip_msg& request) {
  auto fault = find_common_fault(request);
  return fault ? fault : find_method_fault(request);
}

std::optional<SipRefusal> find_register_fault(const sip_msg& request) {
  auto fault = find_common_fault(request);
  if (fault || view_of(request.met) == "REGISTER") return fault;
  return SipRefusal{405, "Method Not Allowed"};
}

}  // namespace madoguchi::voice
