#pragma once

#include <memory>

#include "voice/call/telephone_call.h"

namespace madoguchi::voice {

/// A call whose customer is in a browser. SIP thread.
class WebCall final : public TelephoneCall {
 public:
  WebCall(CallId id, Codec codec, std::unique_ptr<CallMedia> media)
      : TelephoneCall(id, std::move(media)), codec_(codec) {}

  [[nodiscard]] Codec codec() const override { return codec_; }
  void answer(std::shared_ptr<const Sound> music) override { media().answer(std::move(music)); }
  /// The browser sees its transport closed.
  void refuse(CallRefusal) override {}

 private:
  const Codec codec_;
};

}  // namespace madoguchi::voice
