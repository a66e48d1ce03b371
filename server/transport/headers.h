#pragma once

#include <string>
#include <utility>
#include <vector>

namespace madoguchi::transport {

/// In their order; a name may stand several times.
using Headers = std::vector<std::pair<std::string, std::string>>;

}  // namespace madoguchi::transport
