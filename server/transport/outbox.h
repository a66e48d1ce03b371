#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "transport/socket.h"

namespace madoguchi::transport {

/// Who writes what an Outbox collects; called on the I/O thread.
class OutboxOwner {
 public:
  virtual ~OutboxOwner() = default;
  virtual void on_wake() = 0;
};

/// The application's handle of one WebSocket and the bounded queue of its frames: any thread puts
/// in, the socket's I/O thread takes out. It may outlive the socket; what it is given then is
/// dropped. One post wakes the I/O thread however many frames follow before it takes them.
class Outbox final : public Socket {
 public:
  using Frame = std::shared_ptr<const std::string>;
  struct CloseRequest {
    std::uint16_t code = 1000;
    std::string reason;
  };

  Outbox(boost::asio::io_context& io, std::size_t max_queued_bytes)
      : io_(io), max_queued_bytes_(max_queued_bytes) {}

  void send(Frame text) override;
  /// Frames queued before are still written. The first close counts.
  void close(std::uint16_t code, std::string reason) override;

  // Below: for the owner, on the I/O thread.
  /// From now on the owner is woken; it must call shut() before it ends.
  void attach(std::weak_ptr<OutboxOwner> owner);
  /// All queued frames. When there are none, the next send wakes the owner.
  [[nodiscard]] std::vector<Frame> take();
  /// `bytes` of what was taken are on their way and count no longer.
  void written(std::size_t bytes) { queued_bytes_ -= bytes; }
  /// The queue grew over its cap; it was emptied and takes no more.
  [[nodiscard]] bool is_over() const;
  [[nodiscard]] std::optional<CloseRequest> close_request() const;
  /// Drops everything, now and later.
  void shut();

 private:
  enum class State { kOpen, kClosing, kOver, kShut };
  void wake();

  boost::asio::io_context& io_;  ///< touched only before shut()
  const std::size_t max_queued_bytes_;
  std::atomic<std::size_t> queued_bytes_{0};
  mutable std::mutex mutex_;
  std::weak_ptr<OutboxOwner> owner_;
  std::vector<Frame> frames_;
  std::optional<CloseRequest> close_request_;
  State state_ = State::kOpen;
  bool is_awake_ = false;
};

}  // namespace madoguchi::transport
