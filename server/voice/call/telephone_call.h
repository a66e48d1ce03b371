#pragma once

#include <memory>

#include "voice/call/call_media.h"

namespace madoguchi::voice {

/// A call, by whichever way its customer comes. SIP thread; its end is the end of the call.
class TelephoneCall {
 public:
  virtual ~TelephoneCall() = default;
  [[nodiscard]] virtual CallId id() const = 0;
  /// The codec of the customer's side, as far as it is known.
  [[nodiscard]] virtual Codec codec() const = 0;
  [[nodiscard]] virtual CallMedia& media() = 0;
  /// `music` is heard from now on whenever nobody speaks.
  virtual void answer(std::shared_ptr<const Sound> music) = 0;
  virtual void refuse(CallRefusal why) = 0;
};

}  // namespace madoguchi::voice
