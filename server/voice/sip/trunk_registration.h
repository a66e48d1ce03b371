#pragma once

#include <string>

#include "voice/sip/call_means.h"
#include "voice/telephone.h"

namespace madoguchi::voice {

class TrunkRegistrationListener {
 public:
  virtual ~TrunkRegistrationListener() = default;
  /// Each time that it changes, and the first time in any case. SIP thread.
  virtual void on_trunk(const std::string& trunk, bool is_registered) = 0;
};

/// Our registration with a trunk (RFC 3261 section 10.2): asked for ten minutes, renewed by libre
/// before that is over, and tried again after 15 seconds and more when it fails. Its end takes it
/// back. Contact is where SIP is listening, so the trunk has to reach that address. SIP thread;
/// stack and listener outlive it.
class TrunkRegistration {
 public:
  TrunkRegistration(const Trunk& trunk, TrunkRegistrationListener& listener)
      : trunk_(trunk), listener_(listener) {}
  TrunkRegistration(const TrunkRegistration&) = delete;
  TrunkRegistration& operator=(const TrunkRegistration&) = delete;

  /// kInvalidInput: the trunk has no host or no user.
  [[nodiscard]] base::Status begin(sip& stack);

 private:
  static int on_challenge(char** user, char** password, const char* realm, void* self);
  static void on_response(int error, const sip_msg* response, void* self);

  const Trunk trunk_;
  TrunkRegistrationListener& listener_;
  std::optional<bool> told_;
  RePtr<sipreg> registration_;
};

}  // namespace madoguchi::voice
