#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "base/time.h"

namespace madoguchi::features {

/// The desk's loop: one thread that owns all that is live. Others hand it tasks; between tasks it
/// wakes for the deadline that the owner names. Tasks run in the order in which they were posted.
class DeskThread {
 public:
  using Task = std::function<void()>;
  struct Hooks {
    std::function<std::optional<base::Time>()> next_deadline;
    std::function<void()> on_deadline;  ///< something is due
  };

  DeskThread(const base::Clock& clock, std::size_t max_queued);
  ~DeskThread();
  DeskThread(const DeskThread&) = delete;
  DeskThread& operator=(const DeskThread&) = delete;

  void start(Hooks hooks);
  /// Runs what was posted, then joins.
  void stop();

  /// False when the queue is full or the loop was stopped. Safe to call from every thread.
  [[nodiscard]] bool post(Task task);
  /// For what must not be refused, because it is bounded elsewhere (outcomes of commits, sockets
  /// that closed).
  void post_always(Task task);

  /// How long the oldest waiting task has waited; for metrics.
  [[nodiscard]] base::Milliseconds lag() const;

 private:
  struct Entry {
    Task task;
    base::Time posted_at;
  };
  void run();
  /// The next batch of tasks; empty when a deadline came or the loop is to end.
  std::deque<Entry> wait();

  const base::Clock& clock_;
  const std::size_t max_queued_;
  Hooks hooks_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Entry> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace madoguchi::features
