#include "voice/sip/call_means.h"

#include <fmt/format.h>

#include "voice/sip/sip_uri.h"

namespace madoguchi::voice {

std::string CallMeans::host_and_port() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  return is_v6 ? fmt::format("[{}]:{}", host, local.port())
               : fmt::format("{}:{}", host, local.port());
}

std::string CallMeans::contact(bool is_tcp) const {
  return fmt::format("sip:madoguchi@{}{}", host_and_port(), transport_parameter(is_tcp));
}

base::Result<LocalLeg> CallMeans::make_leg(bool may_hold_silently) const {
  MDG_ASSIGN(SocketPair sockets, ports.open());
  SdpLocal there{host, sockets.rtp.local().port(), random_number<std::uint64_t>(random) >> 2};
  RtpLegOptions options{StreamStart::make(random), rtp_timeout, may_hold_silently};
  auto leg = std::make_shared<RtpLeg>(std::move(options), std::move(sockets));
  return LocalLeg{std::move(leg), std::move(there)};
}

}  // namespace madoguchi::voice
