// Origins and web addresses of text.h (RFC 6454, RFC 3986, UTS #46).

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include <arpa/inet.h>
#include <unicode/uidna.h>

#include "base/text.h"
#include "base/text_points.h"

namespace madoguchi::base {
namespace {

struct Address {
  std::string scheme;
  std::string host;  ///< as browsers write it; IPv6 in brackets
  int port = 0;      ///< 0: the scheme's own
  std::string_view rest;
};

std::optional<std::string> ipv6_host(std::string_view bracketed) {
  const std::string inner(bracketed.substr(1, bracketed.size() - 2));
  in6_addr address{};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (inet_pton(AF_INET6, inner.c_str(), &address) != 1) return {};
  inet_ntop(AF_INET6, &address, text.data(), text.size());
  return "[" + std::string(text.data()) + "]";
}

std::optional<std::string> ascii_host(std::string_view host) {
  UErrorCode status = U_ZERO_ERROR;
  UIDNA* idna = uidna_openUTS46(
      UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &status);
  if (U_FAILURE(status)) return {};
  std::array<char, 256> out{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const std::int32_t length =
      uidna_nameToASCII_UTF8(idna, host.data(), static_cast<std::int32_t>(host.size()), out.data(),
                             out.size(), &info, &status);
  uidna_close(idna);
  if (U_FAILURE(status) || info.errors != 0 || length <= 0) return {};
  return std::string(out.data(), static_cast<std::size_t>(length));
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> normal_host(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') return ipv6_host(host);
  const auto ascii = ascii_host(host);
  if (!ascii) return {};
  const auto labels = split(*ascii, '.');
  if (!std::ranges::all_of(labels, is_host_label)) return {};
  // What ends in a number is an IPv4 address to a browser, or nothing at all.
  in_addr address{};
  if (is_number(labels.back()) && inet_pton(AF_INET, ascii->c_str(), &address) != 1) return {};
  return ascii;
}

std::optional<int> port_of(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  if (text.size() > 5 || port < 1 || port > 65535) return {};
  return port;
}

/// Cuts "host:port"; false when the port is not one.
bool take_authority(std::string_view authority, Address& address) {
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  const auto host = normal_host(authority.substr(0, has_port ? colon : authority.size()));
  if (!host) return false;
  address.host = *host;
  if (!has_port) return true;
  const auto port = port_of(authority.substr(colon + 1));
  if (!port) return false;
  const int standard = address.scheme == "https" ? 443 : 80;
  address.port = *port == standard ? 0 : *port;
  return true;
}

std::optional<Address> read_address(std::string_view text) {
  Address address;
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return {};
  address.scheme = lower_ascii(text.substr(0, colon));
  if (address.scheme != "http" && address.scheme != "https") return {};
  text.remove_prefix(colon + 3);
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  address.rest = text.substr(end);
  if (!take_authority(text.substr(0, end), address)) return {};
  return address;
}

bool is_loopback(const Address& address) {
  return address.host == "localhost" || address.host == "127.0.0.1" || address.host == "[::1]";
}

}  // namespace

std::optional<std::string> normal_origin(std::string_view text) {
  const auto address = read_address(text);
  if (!address || (!address->rest.empty() && address->rest != "/")) return {};
  std::string origin = address->scheme + "://" + address->host;
  if (address->port != 0) origin += ":" + std::to_string(address->port);
  return origin;
}

bool is_web_address(std::string_view text) {
  const auto address = read_address(text);
  if (!address || (address->scheme != "https" && !is_loopback(*address))) return false;
  return !has_control_characters(text) && text.find_first_of(" \"<>\\^`{|}") == text.npos;
}

}  // namespace madoguchi::base
