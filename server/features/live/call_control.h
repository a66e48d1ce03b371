#pragma once

#include "base/id.h"

namespace madoguchi::features {

/// Carries out what the desk decides about calls. Called on the desk's thread, before the decision
/// is stored; must not wait.
class CallControl {
 public:
  virtual ~CallControl() = default;
  /// The caller hears music from now on. Harmless when it was answered before, or is over.
  virtual void answer(base::ContactId call) = 0;
  /// Nobody talks to the caller any more: music.
  virtual void park(base::ContactId call) = 0;
  /// The caller hears music, the operator still hears the caller [V7].
  virtual void hold(base::ContactId call, bool is_held) = 0;
  virtual void hang_up(base::ContactId call) = 0;
  /// The call begins to ring at the operator, or ceases to, for whatever reason. Consoles see it by
  /// themselves; this is for the desk phones.
  virtual void ring(base::ContactId call, base::OperatorId who) = 0;
  virtual void stop_ringing(base::ContactId call, base::OperatorId who) = 0;
  /// The desk was loaded anew after the database had failed: what is said of calls there may be
  /// older than the calls.
  virtual void on_desk_loaded() = 0;
};

}  // namespace madoguchi::features
