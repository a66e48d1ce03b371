#include "transport/origin.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace madoguchi::transport {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;
constexpr std::size_t kMaxHost = 253;

bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool is_ipv6_char(char c) {
  return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

/// The length of the host at the front of "host[:port]" in lower case, or 0.
std::size_t host_length(std::string_view text) {
  if (!text.starts_with('[')) {
    const auto length = std::min(text.find(':'), text.size());
    return std::ranges::all_of(text.substr(0, length), is_host_char) ? length : 0;
  }
  const auto close = text.find(']');
  if (close == std::string_view::npos || close < 3) return 0;
  return std::ranges::all_of(text.substr(1, close - 1), is_ipv6_char) ? close + 1 : 0;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

std::optional<HostPort> parse_with_any_port(std::string_view text) {
  const std::string lower = base::lower_ascii(text);
  const std::size_t length = host_length(lower);
  if (length == 0 || length > kMaxHost) return std::nullopt;
  HostPort parsed{lower.substr(0, length), 0};
  if (length == lower.size()) return parsed;
  const auto port = parse_port(std::string_view(lower).substr(length + 1));
  if (lower[length] != ':' || !port) return std::nullopt;
  parsed.port = *port;
  return parsed;
}

bool names_port(std::string_view entry) {
  return entry.substr(entry.rfind(']') == std::string_view::npos ? 0 : entry.rfind(']'))
             .find(':') != std::string_view::npos;
}

std::uint16_t effective_port(std::uint16_t port, bool is_secure) {
  if (port != 0) return port;
  return is_secure ? kHttpsPort : kHttpPort;
}

std::vector<std::string> own_names(std::string_view address) {
  const bool is_ipv6 = address.find(':') != std::string_view::npos;
  std::string name = is_ipv6 ? "[" + std::string(address) + "]" : std::string(address);
  std::vector<std::string> names{name + ":0"};
  if (address.starts_with("127.") || address == "::1") names.emplace_back("localhost:0");
  return names;
}

base::Status wrong_origin(std::string field, std::string expected) {
  return base::fail({.code = base::ErrorCode::kWrongOrigin,
                     .field = std::move(field),
                     .expected = std::move(expected)});
}

}  // namespace

std::optional<HostPort> parse_host_port(std::string_view text) {
  auto parsed = parse_with_any_port(text);
  if (parsed && parsed->port == 0 && names_port(text)) return std::nullopt;
  return parsed;
}

std::optional<Origin> parse_origin(std::string_view text) {
  constexpr std::string_view kHttp = "http://";
  constexpr std::string_view kHttps = "https://";
  const bool is_secure = text.starts_with(kHttps);
  if (!is_secure && !text.starts_with(kHttp)) return std::nullopt;
  auto host_port = parse_host_port(text.substr(is_secure ? kHttps.size() : kHttp.size()));
  if (!host_port) return std::nullopt;
  return Origin{is_secure, *std::move(host_port)};
}

base::Result<OriginRules> OriginRules::make(const std::vector<std::string>& allowed_hosts,
                                            std::string_view bound_address,
                                            std::uint16_t bound_port) {
  OriginRules rules;
  for (const auto& entry : allowed_hosts.empty() ? own_names(bound_address) : allowed_hosts) {
    auto parsed = parse_with_any_port(entry);
    if (!parsed) {
      return base::fail({.code = base::ErrorCode::kInvalidInput,
                         .field = "allowedHosts",
                         .expected = "host[:port]",
                         .detail = "cannot read the allowed host '" + entry + "'"});
    }
    if (parsed->port == 0 && names_port(entry)) parsed->port = bound_port;
    rules.allowed_.push_back(*std::move(parsed));
  }
  return rules;
}

bool OriginRules::is_allowed(HostPort host_port, bool is_secure) const {
  const auto port = effective_port(host_port.port, is_secure);
  return std::ranges::any_of(allowed_, [&](const HostPort& entry) {
    return entry.host == host_port.host && effective_port(entry.port, is_secure) == port;
  });
}

base::Status OriginRules::check_host(std::string_view host, bool is_secure) const {
  const auto parsed = parse_host_port(host);
  if (parsed && is_allowed(*parsed, is_secure)) return {};
  return wrong_origin("Host", "a name this server answers to");
}

base::Status OriginRules::check_origin(const Request& request, bool is_socket) const {
  constexpr std::string_view kExpected = "a page of this server";
  if (const auto value = request.header("origin"); !value.empty()) {
    const auto origin = parse_origin(value);
    const bool is_ours = origin && origin->is_secure == request.is_secure &&
                         is_allowed(origin->host_port, origin->is_secure);
    return is_ours ? base::Status{} : wrong_origin("Origin", std::string(kExpected));
  }
  const auto site = request.header("sec-fetch-site");
  const bool is_browser = !site.empty() || !request.header("cookie").empty();
  const bool is_same_site = site == "same-origin" || (site == "none" && !is_socket);
  if (is_same_site || (!is_browser && !is_socket)) return {};
  return wrong_origin("Origin", std::string(kExpected));
}

}  // namespace madoguchi::transport
