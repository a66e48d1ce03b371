#pragma once

#include <memory>
#include <string>
#include <vector>

#include "voice/call/call_media.h"
#include "voice/sip/call_means.h"
#include "voice/sip/outgoing_call.h"
#include "voice/sip/phone_bindings.h"

namespace madoguchi::voice {

class OperatorPhone;

/// What the phones of an operator tell about one call. SIP thread. All but on_answered() may
/// destroy it.
class OperatorPhoneListener {
 public:
  virtual ~OperatorPhoneListener() = default;
  virtual void on_answered(OperatorPhone& phone) = 0;
  /// No phone of the extension takes the call.
  virtual void on_declined(OperatorPhone& phone) = 0;
  /// The one that had answered hung up.
  virtual void on_left(OperatorPhone& phone) = 0;
};

/// An operator's desk phones for one call: all phones of the extension ring, the first that answers
/// becomes the operator's side of the call, the others are told that it was answered elsewhere. Its
/// end ends the ringing, or the phone's session. SIP thread; means, media and phones outlive it.
class OperatorPhone final : private OutgoingCallListener {
 public:
  OperatorPhone(CallId call, std::string extension, const CallMeans& means, CallMedia& media,
                OperatorPhoneListener& listener);
  ~OperatorPhone() override;
  OperatorPhone(const OperatorPhone&) = delete;
  OperatorPhone& operator=(const OperatorPhone&) = delete;

  /// `from`: what the phones show as the caller. False: none of them can be called.
  [[nodiscard]] bool ring(PhoneBindings& phones, const std::string& from, Codec codec);

  [[nodiscard]] CallId call() const { return call_; }
  [[nodiscard]] const std::string& extension() const { return extension_; }
  [[nodiscard]] bool is_answered() const { return is_answered_; }

 private:
  struct Attempt {
    std::unique_ptr<OutgoingCall> call;
    std::shared_ptr<RtpLeg> leg;
    MediaRemote remote;
    MediaFormat format;
    PhoneInCall place;  ///< heard until we end it, though its registration may end before
  };
  using Attempts = std::vector<Attempt>;

  void on_ringing(OutgoingCall&) override {}
  void on_description(OutgoingCall& call, const MediaRemote& remote,
                      const MediaFormat& format) override;
  void on_answered(OutgoingCall& call) override;
  void on_failed(OutgoingCall& call, std::uint16_t status) override;
  void on_over(OutgoingCall& call, CallEnd end) override;

  [[nodiscard]] base::Status attempt(const PhoneBinding& phone, PhoneInCall place,
                                     const std::string& from, Codec codec);
  [[nodiscard]] Attempts::iterator attempt_of(const OutgoingCall& call);

  const CallId call_;
  const std::string extension_;
  const CallMeans& means_;
  CallMedia& media_;
  OperatorPhoneListener& listener_;
  Attempts attempts_;
  bool is_answered_ = false;
};

}  // namespace madoguchi::voice
