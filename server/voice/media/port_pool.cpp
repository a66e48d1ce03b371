#include "voice/media/port_pool.h"

namespace madoguchi::voice {
namespace {

std::uint16_t even(std::uint16_t port) { return static_cast<std::uint16_t>((port + 1) & ~1); }

std::size_t count_pairs(PortRange range) {
  const int first = even(range.first);
  return range.last > first ? static_cast<std::size_t>((range.last - first + 1) / 2) : 0;
}

}  // namespace

PortPool::PortPool(const NetAddress& host, PortRange range)
    : host_(host), first_(even(range.first)), pairs_(count_pairs(range)) {}

std::size_t PortPool::take_next() {
  const std::size_t place = next_;
  next_ = (next_ + 1) % pairs_;
  return place;
}

base::Result<SocketPair> PortPool::bind_pair(std::uint16_t port) const {
  MDG_ASSIGN(UdpSocket rtp, UdpSocket::bind(host_.with_port(port)));
  const auto next = static_cast<std::uint16_t>(port + 1);
  MDG_ASSIGN(UdpSocket rtcp, UdpSocket::bind(host_.with_port(next)));
  return SocketPair{std::move(rtp), std::move(rtcp)};
}

/// The kernel knows which ports are in use; going round gives each the longest rest.
base::Result<SocketPair> PortPool::open() {
  for (std::size_t tried = 0; tried < pairs_; ++tried) {
    const auto port = static_cast<std::uint16_t>(first_ + 2 * take_next());
    auto pair = bind_pair(port);
    if (pair || pair.error().code != base::ErrorCode::kAlreadyExists) return pair;
  }
  return base::fail(base::ErrorCode::kTryLater, "no RTP port is free");
}

}  // namespace madoguchi::voice
