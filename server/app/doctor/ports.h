#pragma once

#include "app/doctor/finding.h"
#include "app/options.h"

namespace madoguchi::app::doctor {

struct Ports {
  Findings findings;
  bool is_running = false;  ///< a Madoguchi has the port of the desk
};

/// Whether the ports of desk, metrics and SIP are free, or a Madoguchi that runs has them.
[[nodiscard]] Ports look_at_ports(const Options& options);

}  // namespace madoguchi::app::doctor
