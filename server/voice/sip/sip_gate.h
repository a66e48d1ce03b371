#pragma once

#include <string_view>

#include "voice/media/net_address.h"
#include "voice/sip/re.h"

namespace madoguchi::voice {

/// Decides about a host before libre reads a byte of it. SIP thread.
class SipGate {
 public:
  virtual ~SipGate() = default;
  /// False: the datagram is dropped.
  [[nodiscard]] virtual bool admits_datagram(const NetAddress& source,
                                             std::string_view datagram) = 0;
  /// False: the TCP connection is closed.
  [[nodiscard]] virtual bool admits_connection(const NetAddress& source) = 0;
  /// libre has accepted it and owns the descriptor.
  virtual void on_accepted(int descriptor, const NetAddress& source) = 0;
};

/// While it lives, every socket that libre opens on this thread for listening is behind the gate.
/// The gate outlives the sockets.
class GatedSockets {
 public:
  explicit GatedSockets(SipGate& gate);
  ~GatedSockets();
  GatedSockets(const GatedSockets&) = delete;
  GatedSockets& operator=(const GatedSockets&) = delete;
};

}  // namespace madoguchi::voice
