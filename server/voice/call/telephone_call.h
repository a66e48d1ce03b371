#pragma once

#include <memory>
#include <utility>

#include "voice/call/call_media.h"
#include "voice/call/trunk_states.h"
#include "voice/sip/operator_phone.h"

namespace madoguchi::voice {

/// A call, by whichever way its customer comes. SIP thread; its end is the end of the call.
class TelephoneCall {
 public:
  virtual ~TelephoneCall() = default;
  [[nodiscard]] virtual CallId id() const = 0;
  /// The codec of the customer's side, as far as it is known.
  [[nodiscard]] virtual Codec codec() const = 0;
  [[nodiscard]] virtual CallMedia& media() = 0;
  /// `music` is heard from now on whenever nobody speaks. When that fails, the call is over, and
  /// may be destroyed.
  virtual void answer(std::shared_ptr<const Sound> music) = 0;
  virtual void refuse(CallRefusal why) = 0;

  /// The operator's desk phones, while they ring or one of them is the operator's side. Null: none.
  void set_phone(std::unique_ptr<OperatorPhone> phone) { phone_ = std::move(phone); }
  [[nodiscard]] const OperatorPhone* phone() const { return phone_.get(); }
  [[nodiscard]] std::unique_ptr<OperatorPhone> take_phone() { return std::move(phone_); }
  /// Through which trunk the customer is there; none: a browser.
  void set_trunk_call(TrunkCall trunk_call) { trunk_call_ = std::move(trunk_call); }

 private:
  std::unique_ptr<OperatorPhone> phone_;
  TrunkCall trunk_call_;
};

}  // namespace madoguchi::voice
