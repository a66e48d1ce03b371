#pragma once

#include <memory>
#include <utility>

#include "voice/call/call_media.h"
#include "voice/call/operator_phone.h"
#include "voice/sip/trunk_states.h"

namespace madoguchi::voice {

/// A call, by whichever way its customer comes. SIP thread; its end is the end of the call.
class TelephoneCall {
 public:
  virtual ~TelephoneCall() = default;
  TelephoneCall(const TelephoneCall&) = delete;
  TelephoneCall& operator=(const TelephoneCall&) = delete;

  [[nodiscard]] CallId id() const { return id_; }
  /// The codec of the customer's side, as far as it is known.
  [[nodiscard]] virtual Codec codec() const = 0;
  [[nodiscard]] CallMedia& media() { return *media_; }
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

 protected:
  TelephoneCall(CallId id, std::unique_ptr<CallMedia> media) : id_(id), media_(std::move(media)) {}

 private:
  const CallId id_;
  const std::unique_ptr<CallMedia> media_;
  std::unique_ptr<OperatorPhone> phone_;  // behind the media, which it uses
  TrunkCall trunk_call_;
};

}  // namespace madoguchi::voice
