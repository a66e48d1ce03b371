#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "voice/media/net_address.h"

namespace madoguchi::voice {

using Bytes = std::span<const std::uint8_t>;

/// A UDP socket that never blocks. Owned by one thread at a time.
class UdpSocket {
 public:
  UdpSocket() = default;
  ~UdpSocket() { close(); }
  UdpSocket(UdpSocket&& other) noexcept;
  UdpSocket& operator=(UdpSocket&& other) noexcept;

  /// Port 0: any free one. kAlreadyExists: the port is taken; kUnavailable: anything else.
  [[nodiscard]] static base::Result<UdpSocket> bind(const NetAddress& local);

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] NetAddress local() const;

  /// The size of the datagram, longer ones are cut; -1 when none waits.
  [[nodiscard]] int receive(std::span<std::uint8_t> buffer, NetAddress& source) const;
  /// False when the kernel did not take it: real time media are not sent again.
  bool send(Bytes datagram, const NetAddress& target) const;

 private:
  explicit UdpSocket(int fd) : fd_(fd) {}
  void close();

  int fd_ = -1;
};

}  // namespace madoguchi::voice
