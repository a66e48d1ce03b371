#pragma once

#include <chrono>

#include "app/doctor/finding.h"
#include "app/options.h"

namespace madoguchi::app::doctor {

/// The certificate of HTTPS: readable, its key, its dates, its names. Nothing without TLS, but for
/// a word when browsers will miss it.
[[nodiscard]] Findings look_at_certificate(const Options& options,
                                           std::chrono::system_clock::time_point now);

}  // namespace madoguchi::app::doctor
