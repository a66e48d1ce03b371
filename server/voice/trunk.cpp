#include "voice/trunk.h"

#include <fmt/format.h>

namespace madoguchi::voice {

base::Status check_trunk(const Trunk& trunk) {
  if (!trunk.hosts.empty() && (!trunk.registers || !trunk.user.empty())) return {};
  return base::fail(base::ErrorCode::kInvalidInput,
                    "The trunk " + trunk.name + " has no host or no user.");
}

std::string text_of(const TrunkAnswer& answer) {
  switch (answer.fault) {
    case TrunkFault::kNone:
      return "it answers";
    case TrunkFault::kNoAnswer:
      return "no answer";
    case TrunkFault::kUnreachable:
      return "there is no way to its address";
    case TrunkFault::kPortClosed:
      return "nothing listens at its port";
    case TrunkFault::kConnectionLost:
      return "it closed the connection";
    case TrunkFault::kWrongCredentials:
      return fmt::format("it does not accept user and password ({})", answer.status);
    case TrunkFault::kRefused:
      return fmt::format("it answered {}", answer.status);
  }
  return {};
}

}  // namespace madoguchi::voice
