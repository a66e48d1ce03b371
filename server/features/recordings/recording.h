#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "features/contacts/contact.h"
#include "features/sign_in/principal.h"

namespace madoguchi::features {

enum class RecordingState {
  kRecording,
  kStored,
  kRepaired,  ///< the process died; the end may be missing
  kFailed,    ///< the call went on without being recorded; what was saved can be heard
};
/// recording, stored, repaired, failed: the name in the database and in JSON.
[[nodiscard]] std::string_view name_of(RecordingState state);
[[nodiscard]] std::optional<RecordingState> recording_state_of(std::string_view name);

/// The recording of one call.
struct Recording {
  base::ServiceId service;
  base::ContactId contact;
  base::Time started_at;
  std::optional<base::Time> ended_at;  ///< of the recording
  base::Milliseconds duration{0};
  std::int64_t bytes = 0;  ///< of audio
  /// Of the duration, on both sides: silence in place of audio that came while the disk was too
  /// slow.
  base::Milliseconds missing{0};
  RecordingState state = RecordingState::kRecording;
  std::string fail_reason;  ///< see voice::name_of(RecordingFault)

  bool operator==(const Recording&) const = default;
};

/// Who may listen: the operator whose call it was, supervisors and admins of the service. kNotFound
/// for who has no part in the service, kForbidden for the others.
[[nodiscard]] base::Status may_listen(const Principal& me, const Contact& call);

}  // namespace madoguchi::features
