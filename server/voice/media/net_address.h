#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <netinet/in.h>
#include <sys/socket.h>

namespace madoguchi::voice {

/// An IPv4 or IPv6 address with a port. A plain value.
class NetAddress {
 public:
  NetAddress() = default;
  /// "192.0.2.1", "2001:db8::1", "[2001:db8::1]"; nothing for names.
  [[nodiscard]] static std::optional<NetAddress> parse(std::string_view address,
                                                       std::uint16_t port = 0);
  [[nodiscard]] static NetAddress of(const sockaddr_storage& address);

  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&data_); }
  [[nodiscard]] socklen_t size() const;
  [[nodiscard]] int family() const { return data_.v4.sin_family; }
  [[nodiscard]] bool is_set() const { return family() != AF_UNSPEC; }
  [[nodiscard]] bool is_any() const;
  [[nodiscard]] std::uint16_t port() const { return ntohs(data_.v4.sin_port); }
  void set_port(std::uint16_t port) { data_.v4.sin_port = htons(port); }
  [[nodiscard]] NetAddress with_port(std::uint16_t port) const;

  /// Without the port.
  [[nodiscard]] std::string host() const;
  /// "192.0.2.1:5060", "[2001:db8::1]:5060".
  [[nodiscard]] std::string text() const;

  [[nodiscard]] bool has_same_host(const NetAddress& other) const;
  bool operator==(const NetAddress& other) const;
  [[nodiscard]] std::size_t hash() const;

 private:
  union Data {
    sockaddr_in v4;
    sockaddr_in6 v6;
  };
  Data data_{};
};

struct NetAddressHash {
  std::size_t operator()(const NetAddress& address) const { return address.hash(); }
};

}  // namespace madoguchi::voice
