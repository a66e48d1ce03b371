#include "transport/forwarded.h"

#include <algorithm>
#include <optional>

#include "transport/header_text.h"

namespace madoguchi::transport {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

/// An IPv4 address that came over an IPv6 socket is the IPv4 address.
ip::address plain(const ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

/// Some proxies add the port: "192.0.2.1:4711", "[2001:db8::1]:4711".
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const auto colon = text.find(':');
  const bool is_only_colon = colon != std::string_view::npos && text.rfind(':') == colon;
  return is_only_colon ? text.substr(0, colon) : text;
}

std::optional<ip::address> parse_address(std::string_view text) {
  error_code error;
  const auto address = ip::make_address(without_port(without_spaces(text)), error);
  if (error) return std::nullopt;
  return plain(address);
}

/// All values of a header that may come several times, joined as RFC 9110 section 5.3 does.
std::string joined(const Request& request, std::string_view name) {
  std::string all;
  for (const auto& [header, value] : request.headers) {
    if (header != name) continue;
    if (!all.empty()) all += ',';
    all += value;
  }
  return all;
}

std::string_view take_last(std::string_view& list) {
  const auto comma = list.rfind(',');
  const auto last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
  return without_spaces(last);
}

}  // namespace

base::Result<TrustedProxies> TrustedProxies::make(const std::vector<std::string>& entries) {
  TrustedProxies proxies;
  for (const auto& entry : entries) {
    error_code not_v4;
    error_code not_v6;
    const bool has_prefix = entry.find('/') != std::string::npos;
    const auto v4 = ip::make_network_v4(has_prefix ? entry : entry + "/32", not_v4);
    const auto v6 = ip::make_network_v6(has_prefix ? entry : entry + "/128", not_v6);
    if (not_v4 && not_v6) {
      return base::fail({.code = base::ErrorCode::kInvalidInput,
                         .field = "trustedProxies",
                         .expected = "address or network",
                         .detail = "cannot read the trusted proxy '" + entry + "'"});
    }
    if (!not_v4) proxies.v4_.push_back(v4.canonical());
    if (!not_v6) proxies.v6_.push_back(v6.canonical());
  }
  return proxies;
}

bool TrustedProxies::is_trusted(const ip::address& address) const {
  if (address.is_v4()) {
    return std::ranges::any_of(v4_, [&](const ip::network_v4& network) {
      return ip::network_v4(address.to_v4(), network.prefix_length()).canonical() == network;
    });
  }
  return std::ranges::any_of(v6_, [&](const ip::network_v6& network) {
    return ip::network_v6(address.to_v6(), network.prefix_length()).canonical() == network;
  });
}

void TrustedProxies::apply(const ip::address& peer, Request& request) const {
  ip::address nearest = plain(peer);
  if (!is_trusted(nearest)) return;
  const std::string protocols = joined(request, "x-forwarded-proto");
  std::string_view rest_of_protocols = protocols;
  if (!protocols.empty()) request.is_secure = take_last(rest_of_protocols) == "https";
  const std::string addresses = joined(request, "x-forwarded-for");
  std::string_view rest = addresses;
  while (!rest.empty() && is_trusted(nearest)) {
    const auto next = parse_address(take_last(rest));
    if (!next) break;
    nearest = *next;
  }
  request.peer = nearest.to_string();
}

}  // namespace madoguchi::transport
