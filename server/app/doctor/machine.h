#pragma once

#include "app/doctor/finding.h"

namespace madoguchi::app::doctor {

/// Clock, limit of open files, buffers of UDP sockets.
[[nodiscard]] Findings look_at_machine();

/// The number after `name` in the pair of lines "Udp: NAME..." and "Udp: NUMBER..." of
/// /proc/net/snmp; 0 when it is not there.
[[nodiscard]] long long udp_counter(const std::string& snmp, const std::string& name);

}  // namespace madoguchi::app::doctor
