#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "voice/media/udp_socket.h"

namespace madoguchi::voice {

/// The UDP ports of RTP, both ends included.
struct PortRange {
  std::uint16_t first = 20'000;
  std::uint16_t last = 29'999;
  bool operator==(const PortRange&) const = default;
};

/// RTP on an even port, RTCP on the next (RFC 3550 section 11).
struct SocketPair {
  UdpSocket rtp;
  UdpSocket rtcp;
};

/// Binds pairs of ports in a range. A pair that was given back is the last to be given again, so
/// that late packets of one call do not reach the next. SIP thread.
class PortPool {
 public:
  /// `host` is the address to bind.
  PortPool(const NetAddress& host, PortRange range);

  /// kTryLater: no pair is free. A port that somebody else holds is passed over. kUnavailable: the
  /// system gives no socket at all.
  [[nodiscard]] base::Result<SocketPair> open();
  [[nodiscard]] std::size_t pairs() const { return pairs_; }

 private:
  [[nodiscard]] base::Result<SocketPair> bind_pair(std::uint16_t port) const;
  [[nodiscard]] std::size_t take_next();

  const NetAddress host_;
  const std::uint16_t first_;
  const std::size_t pairs_;
  std::size_t next_ = 0;
};

}  // namespace madoguchi::voice
