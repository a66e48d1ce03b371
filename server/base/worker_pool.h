#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace madoguchi::base {

/// Threads for work that blocks or computes long (file I/O, password hashing), away from the I/O
/// loops. The queue is bounded: what does not fit is refused, so that a flood cannot grow memory.
class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t max_queued);
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False when the queue is full or the pool was stopped. What the work throws goes to the log.
  /// Safe to call from every thread.
  [[nodiscard]] bool submit(std::function<void()> work);
  /// Finishes what was accepted and ends the threads. Called by the owner, never by work of the
  /// pool.
  void stop();

 private:
  void run();

  const std::size_t max_queued_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace madoguchi::base
