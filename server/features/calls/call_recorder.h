#pragma once

#include <memory>

#include "base/id.h"
#include "voice/media/audio_tap.h"

namespace madoguchi::features {

/// Whoever records calls [V16].
class CallRecorder {
 public:
  virtual ~CallRecorder() = default;
  /// On the desk's thread, when an operator answers for the first time; must not wait. Nothing: the
  /// call is not recorded. The recording ends with the tap.
  [[nodiscard]] virtual std::shared_ptr<voice::AudioTap> begin(base::ServiceId service,
                                                               base::ContactId call) = 0;
};

}  // namespace madoguchi::features
