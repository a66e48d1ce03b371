#pragma once

#include <atomic>
#include <memory>

#include "features/calls/call_recorder.h"

namespace madoguchi::features {

class SilentTap final : public voice::AudioTap {
 public:
  void on_audio(voice::CallSide, const voice::AudioPacket&, voice::MediaTime) override {}
  void on_end(voice::MediaTime) override {}
};

/// Counts the recordings that were begun; keeps nothing of them.
class FakeRecorder final : public CallRecorder {
 public:
  std::shared_ptr<voice::AudioTap> begin(base::ServiceId, base::ContactId) override {
    ++begun_;
    return is_recording_ ? std::make_shared<SilentTap>() : nullptr;
  }
  std::atomic<int> begun_{0};
  std::atomic<bool> is_recording_{true};
};

}  // namespace madoguchi::features
