#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/random.h"
#include "voice/media/port_pool.h"
#include "voice/media/rtp_leg.h"
#include "voice/sip/re.h"
#include "voice/sip/sdp.h"

namespace madoguchi::voice {

/// A leg with sockets of its own, and what descriptions say of it.
struct LocalLeg {
  std::shared_ptr<RtpLeg> leg;
  SdpLocal local;
};

/// What calls are made with. SIP thread; outlives them.
struct CallMeans {
  sip* stack = nullptr;
  sipsess_sock* sessions = nullptr;
  PortPool& ports;
  base::Random& random;
  std::string host;  ///< under which others reach us
  NetAddress local;  ///< where SIP is listening
  std::chrono::seconds rtp_timeout{0};

  /// "192.0.2.1:5060", "[2001:db8::1]:5060".
  [[nodiscard]] std::string host_and_port() const;
  /// Our Contact, for calls over this transport.
  [[nodiscard]] std::string contact(bool is_tcp) const;
  /// kTryLater: no ports are left.
  [[nodiscard]] base::Result<LocalLeg> make_leg(bool may_hold_silently = false) const;
};

}  // namespace madoguchi::voice
