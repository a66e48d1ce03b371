#pragma once

#include <vector>

#include "base/rate_limiter.h"
#include "voice/sip/phone_bindings.h"

namespace madoguchi::voice {

/// TCP connections of those who are no trunk: a phone may open one to register over it, and has ten
/// seconds to do so; afterwards it stays as long as a phone is registered or in a call over it.
/// libre itself would keep each for a quarter of an hour, and for ever when a line break comes now
/// and then. At most 256 that are neither at a time, and of one host 20 and then one each 3
/// seconds. SIP thread.
class PhoneConnections {
 public:
  static constexpr base::Seconds kTimeToRegister{10};
  static constexpr std::size_t kMostUnregistered = 256;

  PhoneConnections(const PhoneBindings& bindings, const base::Clock& clock);

  [[nodiscard]] bool admits(const NetAddress& source);
  /// libre has accepted it.
  void add(int descriptor, const NetAddress& source);
  /// Ends those whose time is over. Called about once a second.
  void tick();
  [[nodiscard]] std::size_t size() const { return connections_.size(); }

 private:
  /// libre owns the descriptor and does not tell when it closes it, and then the system gives the
  /// number to another: the cookie, which no other socket ever has, says whether it is the same.
  struct Connection {
    int descriptor = -1;
    std::uint64_t cookie = 0;
    NetAddress source;
    base::Time until;
  };
  [[nodiscard]] bool is_over(const Connection& connection, base::Time now) const;

  const PhoneBindings& bindings_;
  const base::Clock& clock_;
  base::RateLimiter hosts_;
  std::vector<Connection> connections_;
};

}  // namespace madoguchi::voice
