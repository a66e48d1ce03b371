#pragma once

#include <memory>

#include "base/id.h"
#include "voice/media/audio_tap.h"

namespace madoguchi::features {

/// Whoever records calls. Declared by the calls, which hand the tap to the telephone.
class CallRecorder {
 public:
  virtual ~CallRecorder() = default;
  /// A recording of this call begins now; it ends with AudioTap::on_end(), or with the tap. Once
  /// for each contact. On the desk's thread; must not wait. Null: the call is not recorded.
  [[nodiscard]] virtual std::shared_ptr<voice::AudioTap> begin(base::ServiceId service,
                                                               base::ContactId contact) = 0;
};

}  // namespace madoguchi::features
