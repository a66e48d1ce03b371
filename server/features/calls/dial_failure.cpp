#include "features/calls/dial_failure.h"

namespace madoguchi::features {

using desk::EndReason;

EndReason dial_failure(std::uint16_t status, bool has_rung) {
  switch (status) {
    case 486:  // Busy Here
    case 600:  // Busy Everywhere
      return EndReason::kBusy;
    case 408:  // Request Timeout
      return has_rung ? EndReason::kNoAnswer : EndReason::kTrunkDown;
    case 480:  // Temporarily Unavailable
    case 487:  // Request Terminated
      return EndReason::kNoAnswer;
    case 603:  // Decline
    case 607:  // Unwanted (RFC 8197)
      return EndReason::kRejected;
    case 404:  // Not Found
    case 410:  // Gone
    case 484:  // Address Incomplete
    case 604:  // Does Not Exist Anywhere
      return EndReason::kUnknownNumber;
    default:
      return EndReason::kTrunkDown;
  }
}

}  // namespace madoguchi::features
