#pragma once

#include <optional>
#include <string>

#include "app/options.h"

namespace madoguchi::app::doctor {

/// What the Madoguchi at --http answers to GET `path` (/healthz, /readyz), by HTTP or HTTPS as the
/// options say; nothing when whoever is there is no Madoguchi. Gives up after 3 s.
[[nodiscard]] std::optional<std::string> ask_health(const Options& options,
                                                    const std::string& path);

}  // namespace madoguchi::app::doctor
