#pragma once

#include <chrono>
#include <optional>

#include "app/options.h"
#include "voice/media/net_address.h"

namespace madoguchi::app::doctor {

/// A socket that is closed at the end.
class Socket {
 public:
  /// `type` is SOCK_STREAM or SOCK_DGRAM. Sending, receiving and connecting give up after
  /// `patience`.
  Socket(const voice::NetAddress& for_address, int type, std::chrono::milliseconds patience);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

/// 0 when the port can be had, or an error of errno.h.
[[nodiscard]] int try_port(const voice::NetAddress& address, int type);

/// The numeric address of an endpoint; none for a name other than localhost.
[[nodiscard]] std::optional<voice::NetAddress> numeric(const Endpoint& endpoint);

}  // namespace madoguchi::app::doctor
