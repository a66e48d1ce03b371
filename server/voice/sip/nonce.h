#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/random.h"
#include "base/time.h"
#include "voice/media/net_address.h"

namespace madoguchi::voice {

enum class NonceState {
  kFresh,
  kStale,    ///< ours once: whoever has it is told a new one
  kForeign,  ///< not ours, or of another host
};

/// Nonces of challenges (RFC 7616 section 5.4) that need no memory: the time and a random number,
/// signed together with the host they were made for by a key of this process. Each is good for 60
/// seconds. After a restart all are foreign. SIP thread.
class NonceSource {
 public:
  static constexpr base::Seconds kLife{60};

  NonceSource(const base::Clock& clock, base::Random& random);

  /// 64 hexadecimal digits; no two are the same.
  [[nodiscard]] std::string make(const NetAddress& host);
  [[nodiscard]] NonceState check(std::string_view nonce, const NetAddress& host) const;

 private:
  [[nodiscard]] std::string signature_of(std::string_view head, const NetAddress& host) const;

  const base::Clock& clock_;
  base::Random& random_;
  std::array<std::byte, 32> key_{};
};

/// Which counts of nonces were used, so that nobody can send a proof again (RFC 7616 section 5.5).
/// Only who has given a proof gets a place here. SIP thread.
class NonceCounts {
 public:
  explicit NonceCounts(const base::Clock& clock, std::size_t limit = 16'384)
      : clock_(clock), limit_(limit) {}

  /// False: the count was used, or there is no place to remember it: the nonce counts as stale.
  [[nodiscard]] bool use(const std::string& nonce, std::uint32_t count);
  [[nodiscard]] std::size_t size() const { return used_.size(); }

 private:
  struct Used {
    std::string nonce;
    std::uint32_t highest = 0;
    base::Time forgotten_at;
  };
  void forget_old();

  const base::Clock& clock_;
  const std::size_t limit_;
  std::list<Used> used_;  ///< the one that is forgotten first in front
  std::unordered_map<std::string_view, std::list<Used>::iterator> by_nonce_;
};

}  // namespace madoguchi::voice
