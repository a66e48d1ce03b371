#pragma once

#include <cstdint>

#include "desk/types.h"

namespace madoguchi::features {

/// Why a dialled call was not answered, by the status of SIP (RFC 3261 section 21). Without an
/// answer in time (408) it was the trunk that kept silent, unless it had rung.
[[nodiscard]] desk::EndReason dial_failure(std::uint16_t status, bool has_rung);

}  // namespace madoguchi::features
