#include "features/recordings/recording.h"

#include "base/json_reader.h"

namespace madoguchi::features {
namespace {

constexpr base::EnumName<RecordingState> kStates[] = {
    {"recording", RecordingState::kRecording},
    {"stored", RecordingState::kStored},
    {"repaired", RecordingState::kRepaired},
    {"failed", RecordingState::kFailed},
};

}  // namespace

std::string_view name_of(RecordingState state) {
  return base::enum_name<RecordingState>(state, kStates);
}

std::optional<RecordingState> recording_state_of(std::string_view name) {
  return base::enum_value<RecordingState>(name, kStates);
}

base::Status may_listen(const Principal& me, const Contact& call) {
  MDG_TRY(me.may_see(call.service));
  if (call.owner == me.id) return {};
  return me.may_supervise(call.service);
}

}  // namespace madoguchi::features
