#pragma once

#include <memory>

#include "voice/call/telephone_call.h"

namespace madoguchi::voice {

/// A call whose customer is in a browser. SIP thread.
class WebCall final : public TelephoneCall {
 public:
  WebCall(CallId id, Codec codec, std::unique_ptr<CallMedia> media)
      : id_(id), codec_(codec), media_(std::move(media)) {}

  [[nodiscard]] CallId id() const override { return id_; }
  [[nodiscard]] Codec codec() const override { return codec_; }
  [[nodiscard]] CallMedia& media() override { return *media_; }
  void answer(std::shared_ptr<const Sound> music) override { media_->answer(std::move(music)); }
  /// The browser sees its transport closed.
  void refuse(CallRefusal) override {}

 private:
  const CallId id_;
  const Codec codec_;
  std::unique_ptr<CallMedia> media_;
};

}  // namespace madoguchi::voice
