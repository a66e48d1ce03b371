#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "transport/request.h"

namespace madoguchi::transport {

/// host[:port] of a Host header (RFC 9110 section 7.2): the host in lower case, an IPv6 address in
/// brackets.
struct HostPort {
  std::string host;
  std::uint16_t port = 0;  ///< 0: not named, the default one of the scheme

  bool operator==(const HostPort&) const = default;
};

struct Origin {
  bool is_secure = false;
  HostPort host_port;
};

/// Nothing when it is not a DNS name, an IPv4 address or a bracketed IPv6 address with an optional
/// port of 1 to 65535.
[[nodiscard]] std::optional<HostPort> parse_host_port(std::string_view text);
/// "scheme://host[:port]" of http and https (RFC 6454 section 6.2); "null" is nothing.
[[nodiscard]] std::optional<Origin> parse_origin(std::string_view text);

/// Which names this server answers to, and which pages may change something in it. Read only after
/// construction.
class OriginRules {
 public:
  /// Entries are host[:port]; the port 0 stands for `bound_port`. Without entries the server
  /// answers to `bound_address` (and localhost when that is a loopback address) at `bound_port`. An
  /// entry that cannot be read is an error.
  [[nodiscard]] static base::Result<OriginRules> make(const std::vector<std::string>& allowed_hosts,
                                                      std::string_view bound_address,
                                                      std::uint16_t bound_port);

  /// kWrongOrigin when the Host is not one of ours.
  [[nodiscard]] base::Status check_host(std::string_view host, bool is_secure) const;
  /// kWrongOrigin when the page that sent an unsafe request, or opens a socket, is not one of ours.
  /// Without an Origin header Sec-Fetch-Site decides; without both, only a request without cookies
  /// passes (it is no browser's), and no socket does.
  [[nodiscard]] base::Status check_origin(const Request& request, bool is_socket) const;

 private:
  [[nodiscard]] bool is_allowed(HostPort host_port, bool is_secure) const;

  std::vector<HostPort> allowed_;
};

}  // namespace madoguchi::transport
