#pragma once

#include <memory>

#include "voice/call/telephone_call.h"
#include "voice/sip/call_means.h"
#include "voice/sip/outgoing_call.h"

namespace madoguchi::voice {

class DialedCall;

/// What a call that was dialled tells. SIP thread. The call may be destroyed in each.
class DialedCallListener {
 public:
  virtual ~DialedCallListener() = default;
  virtual void on_dialed(DialedCall& call, DialProgress progress) = 0;
  /// Behind DialStep::kAnswered.
  virtual void on_over(DialedCall& call, CallEnd end) = 0;
};

/// What is heard in a call that was dialled while nobody speaks.
struct DialedSounds {
  std::shared_ptr<const Sound> ring_back;  ///< by the operator, before the answer
  std::shared_ptr<const Sound> music;      ///< by the called, from the answer on
};

/// A call to a number behind a trunk. Early media is heard as soon as it comes, the ring-back tone
/// before it while it rings there. One codec is offered, PCMU, so that the operator's side can
/// be connected before the answer. SIP thread.
class DialedCall final : public TelephoneCall, private OutgoingCallListener {
 public:
  DialedCall(CallId id, OutgoingCallParts parts, std::shared_ptr<RtpLeg> leg,
             std::unique_ptr<CallMedia> media, DialedSounds sounds, DialedCallListener& listener);

  [[nodiscard]] base::Status dial(sipsess_sock& sessions);

  [[nodiscard]] Codec codec() const override { return kCodec; }
  /// The other side does that.
  void answer(std::shared_ptr<const Sound>) override {}
  void refuse(CallRefusal) override {}

  static constexpr Codec kCodec = Codec::kPcmu;

 private:
  void on_ringing(OutgoingCall& call) override;
  void on_description(OutgoingCall& call, const MediaRemote& remote,
                      const MediaFormat& format) override;
  void on_answered(OutgoingCall& call) override;
  void on_failed(OutgoingCall& call, std::uint16_t status) override;
  void on_over(OutgoingCall& call, CallEnd end) override;

  DialedCallListener& listener_;
  const std::shared_ptr<RtpLeg> leg_;
  const DialedSounds sounds_;
  bool is_ringing_told_ = false;
  OutgoingCall call_;
};

/// What an INVITE through the trunk says. kInvalidInput: a number that is none, or a trunk without
/// a host.
[[nodiscard]] base::Result<OutgoingCallParts> parts_for(const Trunk& trunk, const CallMeans& means,
                                                        const std::string& from,
                                                        const std::string& to);

}  // namespace madoguchi::voice
