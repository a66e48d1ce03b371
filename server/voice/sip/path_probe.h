#pragma once

#include <optional>

#include "voice/trunk.h"

namespace madoguchi::voice {

/// Asks the network, not the peer: SIP's own socket serves all peers and so does not hear what ICMP
/// says about one of them. Sends two line ends, which every SIP stack passes over (RFC 5626 section
/// 4.4.1, RFC 3261 section 7.5), from a connected socket of its own.
class PathProbe {
 public:
  /// `local`: from which address; its port does not matter.
  PathProbe(const NetAddress& local, const NetAddress& peer);
  ~PathProbe();
  PathProbe(const PathProbe&) = delete;
  PathProbe& operator=(const PathProbe&) = delete;

  /// What came back until now: kPortClosed, kUnreachable, or kNoAnswer when nothing did.
  [[nodiscard]] TrunkFault fault() const;

 private:
  int fd_ = -1;
  int error_ = 0;  ///< of the way there
};

/// What an error of errno.h says about a peer that was to answer.
[[nodiscard]] TrunkFault network_fault(int error);

}  // namespace madoguchi::voice
