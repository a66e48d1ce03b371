#include "app/doctor/network.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <ifaddrs.h>

#include "app/doctor/sockets.h"

namespace madoguchi::app::doctor {
namespace {

std::vector<voice::NetAddress> own_addresses() {
  ifaddrs* first = nullptr;
  std::vector<voice::NetAddress> addresses;
  if (::getifaddrs(&first) != 0) return addresses;
  for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
    const sockaddr* address = each->ifa_addr;
    if (address == nullptr || (address->sa_family != AF_INET && address->sa_family != AF_INET6)) {
      continue;
    }
    sockaddr_storage storage{};
    const std::size_t size =
        address->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    std::copy_n(reinterpret_cast<const char*>(address), size, reinterpret_cast<char*>(&storage));
    addresses.push_back(voice::NetAddress::of(storage));
  }
  ::freeifaddrs(first);
  return addresses;
}

bool is_own(const std::string& text) {
  const auto address = voice::NetAddress::parse(text);
  return address && std::ranges::any_of(own_addresses(), [&](const voice::NetAddress& own) {
           return own.has_same_host(*address);
         });
}

/// 10/8, 172.16/12, 192.168/16 (RFC 1918), 100.64/10 (RFC 6598).
bool is_private(const std::string& text) {
  const auto address = voice::NetAddress::parse(text);
  if (!address || address->family() != AF_INET) return false;
  const auto value = ntohl(reinterpret_cast<const sockaddr_in*>(address->get())->sin_addr.s_addr);
  const auto is_in = [&](std::uint32_t net, int bits) { return (value ^ net) >> (32 - bits) == 0; };
  return is_in(0x0A000000, 8) || is_in(0xAC100000, 12) || is_in(0xC0A80000, 16) ||
         is_in(0x64400000, 10);
}

Finding look_at_public(const Options& options) {
  const std::string& address = options.public_address;
  if (is_own(address)) {
    return well(fmt::format("The public address {} is one of this machine.", address));
  }
  return warning(
      fmt::format("The public address {} is none of this machine, so a NAT stands before it.",
                  address),
      fmt::format("It must pass UDP and TCP port {} and UDP ports {}-{} on unchanged; switch its "
                  "SIP ALG off.",
                  options.sip->port, options.rtp_ports.first, options.rtp_ports.last));
}

Finding look_at_listening(const Options& options, const std::vector<voice::Trunk>& trunks) {
  const std::string& address = options.sip->address;
  const bool has_outer_trunk = std::ranges::any_of(trunks, [](const voice::Trunk& trunk) {
    const std::string host = trunk.hosts.front().host();
    return !is_private(host) && !trunk.hosts.front().is_any() && !host.starts_with("127.");
  });
  if (is_private(address) && has_outer_trunk) {
    return warning(fmt::format("Trunks outside are told to send to {}, which is private.", address),
                   "Unless they reach it by a VPN, say with --public-address where they do.");
  }
  return well(fmt::format("Trunks are told to send to {}.", address));
}

voice::PortRange ports_of_system() {
  std::ifstream file("/proc/sys/net/ipv4/ip_local_port_range");
  unsigned first = 32'768;
  unsigned last = 60'999;
  file >> first >> last;
  return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
}

/// At most so many ports are tried, all over the range.
constexpr int kProbes = 200;

int count_taken(voice::PortRange range, const std::function<bool(std::uint16_t)>& is_free) {
  const int size = range.last - range.first + 1;
  const int step = std::max(1, size / kProbes);
  int taken = 0;
  for (int port = range.first; port <= range.last; port += step) {
    if (!is_free(static_cast<std::uint16_t>(port))) ++taken;
  }
  return taken;
}

}  // namespace

Findings look_at_addresses(const Options& options, const std::vector<voice::Trunk>& trunks) {
  Findings findings{options.public_address.empty() ? look_at_listening(options, trunks)
                                                   : look_at_public(options)};
  for (const std::string& address : options.webrtc_addresses) {
    if (is_own(address) || address == options.public_address) continue;
    findings.push_back(warning(
        fmt::format("Browsers are told to send to {}, which is none of this machine.", address),
        fmt::format("A NAT must pass UDP port {} and those behind it on unchanged.",
                    options.webrtc_port)));
  }
  return findings;
}

Findings judge_rtp(voice::PortRange range, voice::PortRange of_system,
                   const std::function<bool(std::uint16_t)>& is_free) {
  constexpr int kFewCalls = 50;
  Findings findings;
  const int calls = (range.last - range.first + 1) / 2;
  const std::string text =
      fmt::format("The RTP ports {}-{} are for {} calls at once.", range.first, range.last, calls);
  findings.push_back(calls >= kFewCalls ? well(text) : warning(text, "Widen --rtp-ports."));
  if (range.first <= of_system.last && of_system.first <= range.last) {
    findings.push_back(warning(
        fmt::format("The system gives ports {}-{} to other connections, RTP ports among them.",
                    of_system.first, of_system.last),
        fmt::format("Choose others, or reserve them: net.ipv4.ip_local_reserved_ports={}-{}.",
                    range.first, range.last)));
  }
  if (const int taken = count_taken(range, is_free); taken > 0) {
    findings.push_back(warning(fmt::format("{} of the RTP ports that were tried are taken.", taken),
                               "Calls pass over them; choose ports that nobody else uses."));
  }
  return findings;
}

Findings look_at_rtp(const Options& options, bool is_running) {
  const auto listen = numeric(*options.sip);
  const auto is_free = [&](std::uint16_t port) {
    return is_running || !listen || try_port(listen->with_port(port), SOCK_DGRAM) == 0;
  };
  return judge_rtp(options.rtp_ports, ports_of_system(), is_free);
}

}  // namespace madoguchi::app::doctor
