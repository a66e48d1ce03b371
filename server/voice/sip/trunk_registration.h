#pragma once

#include <string>

#include "voice/sip/call_means.h"
#include "voice/sip/trunk_listener.h"

namespace madoguchi::voice {

/// Our registration with a trunk (RFC 3261 section 10.2): asked for ten minutes, renewed by libre
/// before that is over, and tried again after 15 seconds and more when it fails. Its end takes it
/// back. Contact is where SIP is listening, so the trunk has to reach that address. SIP thread;
/// stack and listener outlive it.
class TrunkRegistration {
 public:
  TrunkRegistration(const Trunk& trunk, TrunkListener& listener)
      : trunk_(trunk), listener_(listener) {}
  TrunkRegistration(const TrunkRegistration&) = delete;
  TrunkRegistration& operator=(const TrunkRegistration&) = delete;

  /// kInvalidInput: see check_trunk().
  [[nodiscard]] base::Status begin(sip& stack);

 private:
  static int on_challenge(char** user, char** password, const char* realm, void* self);
  static void on_response(int error, const sip_msg* response, void* self);

  const Trunk trunk_;
  TrunkListener& listener_;
  RePtr<sipreg> registration_;
};

/// What the end of a REGISTER says; `status` is 0 without a response.
[[nodiscard]] TrunkFault fault_of_register(int error, std::uint16_t status);

}  // namespace madoguchi::voice
