#pragma once

#include <string>
#include <string_view>

#include "voice/trunk.h"

namespace madoguchi::voice {

/// sip:user@host with whatever is no letter or digit of the user escaped (RFC 3261 section 25.1);
/// a leading + stays.
[[nodiscard]] std::string sip_address(std::string_view user, std::string_view host);
/// What an address ends with when it is to be reached over TCP; empty: UDP.
[[nodiscard]] std::string_view transport_parameter(bool is_tcp);
/// The first of the trunk's hosts, with the port. Of a trunk that has one, as is the next.
[[nodiscard]] NetAddress signalling_host(const Trunk& trunk);
/// Where the trunk is asked, over its transport: for this user, or (empty) for itself.
[[nodiscard]] std::string trunk_uri(const Trunk& trunk, std::string_view user = {});

}  // namespace madoguchi::voice
