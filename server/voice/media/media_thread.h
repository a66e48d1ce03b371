#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "base/result.h"
#include "voice/task_queue.h"

namespace madoguchi::voice {

/// Time on a media thread: CLOCK_MONOTONIC, so that nothing jumps when the machine's clock is set.
using MediaTime = std::chrono::steady_clock::time_point;

/// What lives on a media thread: a leg, a port of browsers. All calls come on that thread.
class MediaTenant {
 public:
  virtual ~MediaTenant() = default;
  /// The sockets to watch; asked once, when it moves in.
  [[nodiscard]] virtual std::vector<int> sockets() const = 0;
  /// Datagrams wait at the socket; what is left is announced again.
  virtual void on_readable(int fd, MediaTime now) = 0;
  /// Every 20 ms, the length of a packet of audio.
  virtual void on_tick(MediaTime now) = 0;
};

/// One loop over sockets (epoll), a timer of 20 ms and tasks. It owns its tenants; whatever they
/// touch is touched on this thread alone, so audio needs no locks.
class MediaThread {
 public:
  static constexpr std::chrono::milliseconds kTick{20};

  [[nodiscard]] static base::Result<std::unique_ptr<MediaThread>> start();
  ~MediaThread();
  MediaThread(const MediaThread&) = delete;
  MediaThread& operator=(const MediaThread&) = delete;

  // --- from every thread ---

  /// False when the thread has too much to do or ends.
  [[nodiscard]] bool post(TaskQueue::Task task);
  /// For what is bounded by the number of calls. False only when the thread ends.
  bool post_always(TaskQueue::Task task);
  /// Hands the tenant over; it is destroyed here, by remove() or at the end of the thread.
  [[nodiscard]] bool add(std::shared_ptr<MediaTenant> tenant);
  /// Always taken. The last reference has to be given up by the task that runs here.
  void remove(std::shared_ptr<MediaTenant> tenant);
  /// Of 20 ms, that were missed because the loop was busy.
  [[nodiscard]] std::int64_t late_ticks() const { return late_ticks_; }
  /// Runs what was posted, then joins; called by the destructor too.
  void stop();

 private:
  class Descriptor {
   public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }

   private:
    int fd_;
  };

  MediaThread();
  [[nodiscard]] base::Status open();
  void run();
  void wake() const;
  void on_event(int fd);
  void run_tasks();
  void tick();
  void move_in(std::shared_ptr<MediaTenant> tenant);
  void move_out(const MediaTenant& tenant);

  const Descriptor epoll_;
  const Descriptor timer_;
  const Descriptor wake_;
  TaskQueue tasks_;
  std::vector<std::shared_ptr<MediaTenant>> tenants_;
  std::vector<MediaTenant*> by_fd_;  ///< file descriptors are small numbers
  std::atomic<std::int64_t> late_ticks_{0};
  std::atomic<bool> is_stopping_{false};
  std::thread thread_;
};

}  // namespace madoguchi::voice
