#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "base/random.h"
#include "voice/media/port_pool.h"
#include "voice/media/rtp_leg.h"
#include "voice/sip/re.h"
#include "voice/sip/sdp.h"

namespace madoguchi::voice {

/// What the calls that we begin are made with. SIP thread; outlives them.
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
  /// A leg and where it is. kTryLater: no ports are left.
  [[nodiscard]] base::Result<std::pair<std::shared_ptr<RtpLeg>, SdpLocal>> make_leg() const;
};

}  // namespace madoguchi::voice
