#include "voice/media/net_address.h"

#include <array>
#include <cstring>

#include <arpa/inet.h>

namespace madoguchi::voice {

std::optional<NetAddress> NetAddress::parse(std::string_view address, std::uint16_t port) {
  if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
    address = address.substr(1, address.size() - 2);
  }
  const std::string text(address);
  NetAddress parsed;
  if (inet_pton(AF_INET, text.c_str(), &parsed.data_.v4.sin_addr) == 1) {
    parsed.data_.v4.sin_family = AF_INET;
  } else {
    parsed.data_.v6 = {};
    if (inet_pton(AF_INET6, text.c_str(), &parsed.data_.v6.sin6_addr) != 1) return std::nullopt;
    parsed.data_.v6.sin6_family = AF_INET6;
  }
  parsed.set_port(port);
  return parsed;
}

NetAddress NetAddress::of(const sockaddr_storage& address) {
  NetAddress made;
  if (address.ss_family == AF_INET) std::memcpy(&made.data_.v4, &address, sizeof(sockaddr_in));
  if (address.ss_family == AF_INET6) {
    std::memcpy(&made.data_.v6, &address, sizeof(sockaddr_in6));
    made.data_.v6.sin6_flowinfo = 0;
  }
  return made;
}

socklen_t NetAddress::size() const {
  return family() == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
}

bool NetAddress::is_any() const {
  if (family() == AF_INET) return data_.v4.sin_addr.s_addr == htonl(INADDR_ANY);
  return family() == AF_INET6 && IN6_IS_ADDR_UNSPECIFIED(&data_.v6.sin6_addr);
}

NetAddress NetAddress::with_port(std::uint16_t port) const {
  NetAddress changed = *this;
  changed.set_port(port);
  return changed;
}

std::string NetAddress::host() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* source = family() == AF_INET6 ? static_cast<const void*>(&data_.v6.sin6_addr)
                                            : static_cast<const void*>(&data_.v4.sin_addr);
  if (!is_set() || inet_ntop(family(), source, text.data(), text.size()) == nullptr) return {};
  return text.data();
}

std::string NetAddress::text() const {
  const std::string port_text = std::to_string(port());
  return family() == AF_INET6 ? "[" + host() + "]:" + port_text : host() + ":" + port_text;
}

bool NetAddress::has_same_host(const NetAddress& other) const {
  if (family() != other.family()) return false;
  if (family() == AF_INET) return data_.v4.sin_addr.s_addr == other.data_.v4.sin_addr.s_addr;
  return IN6_ARE_ADDR_EQUAL(&data_.v6.sin6_addr, &other.data_.v6.sin6_addr);
}

bool NetAddress::operator==(const NetAddress& other) const {
  return port() == other.port() && has_same_host(other);
}

std::size_t NetAddress::hash() const {
  const auto* bytes = family() == AF_INET6 ? reinterpret_cast<const char*>(&data_.v6.sin6_addr)
                                           : reinterpret_cast<const char*>(&data_.v4.sin_addr);
  const std::size_t length = family() == AF_INET6 ? sizeof(in6_addr) : sizeof(in_addr);
  return std::hash<std::string_view>{}({bytes, length}) * 31 + port();
}

}  // namespace madoguchi::voice
