#pragma once

#include <string>

#include "voice/media/rtp_leg.h"
#include "voice/sip/offer_answer.h"
#include "voice/sip/re.h"
#include "voice/telephone.h"

namespace madoguchi::voice {

class OutgoingCall;

/// What an outgoing call tells. SIP thread. The call may be destroyed in all but on_description().
class OutgoingCallListener {
 public:
  virtual ~OutgoingCallListener() = default;
  /// 180 or 183; maybe more than once.
  virtual void on_ringing(OutgoingCall& call) = 0;
  /// Where their audio goes and comes from: before the answer (early media), with it, or later.
  virtual void on_description(OutgoingCall& call, const MediaRemote& remote,
                              const MediaFormat& format) = 0;
  virtual void on_answered(OutgoingCall& call) = 0;
  /// It was not answered: the status of the response, 408 when there was none in time, 488 when
  /// they answered with a description that we cannot speak, 503 when there is no way to them.
  virtual void on_failed(OutgoingCall& call, std::uint16_t status) = 0;
  /// They hung up after the answer, or cannot be reached any more.
  virtual void on_over(OutgoingCall& call, CallEnd end) = 0;
};

struct OutgoingCallParts {
  std::string to;       ///< address of whom we call
  std::string from;     ///< address of who calls
  std::string contact;  ///< ours
  std::string headers;  ///< further lines of the INVITE, each with its end
  std::string user;     ///< what challenges are answered with; empty: they are not
  std::string password;
  SdpLocal local;
  std::optional<Codec> codec;  ///< the only one that is offered; none: both
};

/// One call that we begin (RFC 3261 section 13.2): libre's session of it, without the leg that
/// carries its audio. Answers digest challenges (MD5 alone: libre 1.1.0) and re-INVITEs, follows no
/// redirection. SIP thread.
class OutgoingCall {
 public:
  OutgoingCall(OutgoingCallParts parts, OutgoingCallListener& listener);
  /// Ends the session by what fits: CANCEL, or BYE.
  ~OutgoingCall();
  OutgoingCall(const OutgoingCall&) = delete;
  OutgoingCall& operator=(const OutgoingCall&) = delete;

  /// Sends the INVITE. It fails with 408 when there is no answer for so long. kInternal when libre
  /// refuses, kInvalidInput when an address is none.
  [[nodiscard]] base::Status invite(sipsess_sock& sessions, std::uint64_t patience_ms);
  /// Says that another one has answered (RFC 3326), so that the phone shows no call that was
  /// missed. Then the call is to be destroyed.
  void answered_elsewhere(sip& stack);
  [[nodiscard]] bool is_answered() const { return is_answered_; }

 private:
  static int on_challenge(char** user, char** password, const char* realm, void* self);
  static int on_offer(mbuf** description, const sip_msg* message, void* self);
  static int on_answer(const sip_msg* message, void* self);
  static void on_progress(const sip_msg* response, void* self);
  static void on_established(const sip_msg* response, void* self);
  static void on_close(int error, const sip_msg* message, void* self);
  static void on_patience_over(void* self);

  [[nodiscard]] base::Status take_description(const sip_msg& message);
  void tell_end(int error, const sip_msg* message);

  const OutgoingCallParts parts_;
  OutgoingCallListener& listener_;
  OfferAnswer descriptions_;
  RePtr<sipsess> session_;
  RePtr<sip_msg> ringing_;  ///< the last provisional response
  struct tmr patience_ {};
  bool is_answered_ = false;
};

}  // namespace madoguchi::voice
