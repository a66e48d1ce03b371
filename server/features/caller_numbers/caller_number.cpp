#include "features/caller_numbers/caller_number.h"

#include "base/json.h"

namespace madoguchi::features {

std::span<const base::EnumName<CallerNumberState>> caller_number_states() {
  static constexpr base::EnumName<CallerNumberState> kStates[] = {
      {"requested", CallerNumberState::kRequested},
      {"approved", CallerNumberState::kApproved},
      {"withdrawn", CallerNumberState::kWithdrawn}};
  return kStates;
}

boost::json::object caller_number_json(const CallerNumber& number) {
  return {{"id", base::json_id(number.id)},
          {"number", number.number},
          {"label", number.label},
          {"trunk", number.trunk},
          {"state", base::enum_name(number.state, caller_number_states())},
          {"requestedByName", number.requested_by_name},
          {"requestedAt", base::json_time(number.requested_at)},
          {"decidedByName", number.decided_by_name},
          {"decidedAt", base::json_or_null(number.decided_at)}};
}

}  // namespace madoguchi::features
