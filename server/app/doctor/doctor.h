#pragma once

#include "app/options.h"

namespace madoguchi::app::doctor {

/// `madoguchi doctor`: looks at the machine as `serve` with these options would find it, and prints
/// a line for each thing it looked at. Changes nothing; blocking, some seconds. The exit code: 1
/// when something is an error, else 0.
[[nodiscard]] int examine(const Options& options);

}  // namespace madoguchi::app::doctor
