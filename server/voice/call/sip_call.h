#pragma once

#include <memory>
#include <string>

#include "voice/call/telephone_call.h"
#include "voice/media/rtp_leg.h"
#include "voice/sip/offer_answer.h"
#include "voice/sip/re.h"

namespace madoguchi::voice {

class SipCall;

/// What a call tells its endpoint. SIP thread.
class SipCallListener {
 public:
  virtual ~SipCallListener() = default;
  /// The session is over. May destroy the call.
  virtual void on_over(SipCall& call, CallEnd end) = 0;
};

/// What a call is made of, before its session is begun.
struct SipCallParts {
  CallId id;
  NetAddress peer;           ///< where the INVITE came from
  OfferAnswer descriptions;  ///< nothing of theirs: the INVITE had no description, we offer
  std::string contact;
  std::unique_ptr<CallMedia> media;
  std::shared_ptr<RtpLeg> leg;
};

/// One incoming call: libre's session and the leg that carries its audio. SIP thread.
class SipCall final : public TelephoneCall {
 public:
  SipCall(SipCallParts parts, SipCallListener& listener);
  /// Ends the session by what fits: a refusal, or BYE.
  ~SipCall() override;
  SipCall(const SipCall&) = delete;
  SipCall& operator=(const SipCall&) = delete;

  /// Sends 180 Ringing. kInternal when libre refuses.
  [[nodiscard]] base::Status ring(sipsess_sock* socket, const sip_msg& invite,
                                  std::uint64_t patience_ms);
  /// Sends 200 with our description; the music is heard once that is acknowledged: who only
  /// pretends to be a trunk, under its address, cannot make us send audio to somebody else.
  void answer(std::shared_ptr<const Sound> music) override;
  void refuse(CallRefusal why) override;

  [[nodiscard]] Codec codec() const override { return descriptions_.format().codec; }

 private:
  static int on_offer(mbuf** description, const sip_msg* message, void* self);
  static int on_answer(const sip_msg* message, void* self);
  static void on_established(const sip_msg* acknowledgement, void* self);
  static void on_close(int error, const sip_msg* message, void* self);
  static void on_patience_over(void* self);

  [[nodiscard]] base::Status take_description(std::string_view text);
  void tell_leg();
  void reject(std::uint16_t status, const char* reason, const char* headers);

  const NetAddress peer_;
  const std::string contact_;
  const std::shared_ptr<RtpLeg> leg_;
  SipCallListener& listener_;
  OfferAnswer descriptions_;
  RePtr<sipsess> session_;
  struct tmr patience_ {};
  bool is_answered_ = false;
};

}  // namespace madoguchi::voice
