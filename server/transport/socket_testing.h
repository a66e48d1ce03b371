#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "transport/router.h"

namespace madoguchi::transport {

/// The application's side of the sockets of a test. Safe to use from every thread; checks that the
/// listener's promises hold: one thread a socket, nothing after on_closed, on_closed once.
class SocketApp : public std::enable_shared_from_this<SocketApp> {
 public:
  /// Answers "echo ..." with the rest, "close <code>" by closing, "throw" by throwing; keeps the
  /// socket.
  [[nodiscard]] SocketHandler handler();

  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] std::shared_ptr<Socket> last_socket() const;
  [[nodiscard]] int opened() const { return opened_; }
  [[nodiscard]] int closed() const { return closed_; }
  [[nodiscard]] int broken_promises() const { return broken_promises_; }

 private:
  class Side;
  void keep(std::string text);

  mutable std::mutex mutex_;
  std::vector<std::string> texts_;
  std::shared_ptr<Socket> last_socket_;
  std::atomic<int> opened_{0};
  std::atomic<int> closed_{0};
  std::atomic<int> broken_promises_{0};
};

}  // namespace madoguchi::transport
