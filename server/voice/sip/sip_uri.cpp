#include "voice/sip/sip_uri.h"

#include <fmt/format.h>

#include "base/ascii.h"

namespace madoguchi::voice {
namespace {

constexpr std::uint16_t kSipPort = 5060;

}  // namespace

std::string sip_address(std::string_view user, std::string_view host) {
  std::string escaped;
  for (const char c : user) {
    const bool is_plain = base::is_ascii_letter_or_digit(c) || (c == '+' && escaped.empty());
    escaped += is_plain
                   ? std::string(1, c)
                   : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return fmt::format("sip:{}@{}", escaped, host);
}

std::string_view transport_parameter(bool is_tcp) { return is_tcp ? ";transport=tcp" : ""; }

NetAddress signalling_host(const Trunk& trunk) {
  NetAddress host = trunk.hosts.front();
  if (host.port() == 0) host.set_port(kSipPort);
  return host;
}

std::string trunk_uri(const Trunk& trunk, std::string_view user) {
  const std::string host = signalling_host(trunk).text();
  const std::string address = user.empty() ? "sip:" + host : sip_address(user, host);
  return fmt::format("{}{}", address, transport_parameter(trunk.is_tcp));
}

}  // namespace madoguchi::voice
