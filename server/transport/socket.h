#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace madoguchi::transport {

/// The application's side of one WebSocket; called on the socket's I/O thread only, never after
/// on_closed.
class SocketListener {
 public:
  virtual ~SocketListener() = default;
  virtual void on_text(std::string text) = 0;
  virtual void on_closed() = 0;
};

/// Our end of one WebSocket (RFC 6455). All methods are safe to call from every thread.
class Socket {
 public:
  virtual ~Socket() = default;
  /// Queues a text frame. A socket whose queue is over its byte cap is cut (close code 1013): the
  /// client resumes by number.
  virtual void send(std::shared_ptr<const std::string> text) = 0;
  /// Close codes: RFC 6455 §7.4, and 4000-4999 of ours (see docs/events.md).
  virtual void close(std::uint16_t code, std::string reason) = 0;
};

struct SocketLimits {
  std::size_t max_frame_bytes = 64 * 1024;  ///< a larger one closes with 1009
  std::size_t max_queued_bytes = 1024 * 1024;
  int ping_seconds = 20;  ///< two unanswered pings close the socket
};

}  // namespace madoguchi::transport
