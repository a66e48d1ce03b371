#pragma once

#include <string>

#include "base/random.h"
#include "base/rate_limiter.h"
#include "voice/sip/digest.h"
#include "voice/sip/guess_guard.h"
#include "voice/sip/nonce.h"
#include "voice/sip/phone_bindings.h"
#include "voice/sip/phone_directory.h"

namespace madoguchi::voice {

/// What a request's claim to come from a desk phone is worth.
struct PhoneVerdict {
  enum class Kind {
    kAuthentic,
    kChallenge,  ///< 401 with `challenge`
    kMalformed,  ///< 400
    kSilent,     ///< no answer
  };
  Kind kind = Kind::kSilent;
  std::string extension;  ///< of kAuthentic
  std::string challenge;  ///< header lines
};

/// Digest authentication of desk phones (RFC 3261 section 22, RFC 7616, RFC 8760), and the limits
/// for those who guess: a pair of host and extension is silenced after 5 failures, a host or an
/// extension as such after 20. A phone that is registered is touched by neither of the latter, so
/// that nobody can cut off a desk from outside. An extension that does not exist is treated like a
/// wrong password. SIP thread; what it is made with outlives it.
class PhoneAuthenticator {
 public:
  PhoneAuthenticator(const PhoneDirectory& directory, const PhoneBindings& bindings,
                     const base::Clock& clock, base::Random& random);

  [[nodiscard]] PhoneVerdict judge(const sip_msg& request);
  /// It has a new password: who mistyped the old one is not met with silence any more. What hosts
  /// have guessed in all stays.
  void forget_failures(const std::string& extension);

 private:
  [[nodiscard]] PhoneVerdict challenge(const NetAddress& source, bool is_stale);
  [[nodiscard]] PhoneVerdict judge_proof(const sip_msg& request, const DigestResponse& proof);
  [[nodiscard]] PhoneVerdict fail(const NetAddress& source, const std::string& extension);
  [[nodiscard]] bool is_silenced(const NetAddress& source, const std::string& extension) const;
  void note_failure(const NetAddress& source, const std::string& extension);
  [[nodiscard]] std::string secret_of(const DigestResponse& proof) const;

  const PhoneDirectory& directory_;
  const PhoneBindings& bindings_;
  NonceSource nonces_;
  NonceCounts counts_;
  GuessGuard pairs_;
  GuessGuard hosts_;
  GuessGuard extensions_;
  base::RateLimiter unproven_;  ///< requests without a proof, by host
  const PhoneSecret nobodys_;   ///< compared with when there is no such extension
};

}  // namespace madoguchi::voice
