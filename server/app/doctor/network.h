#pragma once

#include <functional>

#include "app/doctor/finding.h"
#include "app/options.h"

namespace madoguchi::app::doctor {

/// Whether trunks (of flags and of admins) and browsers can reach the addresses that they are told.
[[nodiscard]] Findings look_at_addresses(const Options& options,
                                         const std::vector<voice::Trunk>& trunks);

/// Whether there are RTP ports enough, they are free, and nobody else takes them.
[[nodiscard]] Findings look_at_rtp(const Options& options, bool is_running);

/// The same for what is known: the ports that the system gives to outgoing connections, and whether
/// a port is free.
[[nodiscard]] Findings judge_rtp(voice::PortRange range, voice::PortRange of_system,
                                 const std::function<bool(std::uint16_t)>& is_free);

}  // namespace madoguchi::app::doctor
