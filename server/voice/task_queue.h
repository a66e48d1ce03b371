#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace madoguchi::voice {

/// What other threads want a loop to do, in the order in which it was posted. Bounded: what does
/// not fit is refused. Safe to call from every thread; only the loop's own takes.
class TaskQueue {
 public:
  using Task = std::function<void()>;
  enum class Posted { kRefused, kFirst, kBehind };  ///< kFirst: the loop has to be woken

  explicit TaskQueue(std::size_t limit) : limit_(limit) {}

  [[nodiscard]] Posted post(Task task) {
    const std::lock_guard lock(mutex_);
    if (is_closed_ || tasks_.size() >= limit_) return Posted::kRefused;
    return append(std::move(task));
  }
  /// For what is bounded elsewhere: the end of a call that was accepted must not be lost.
  [[nodiscard]] Posted post_always(Task task) {
    const std::lock_guard lock(mutex_);
    if (is_closed_) return Posted::kRefused;
    return append(std::move(task));
  }
  /// All that waits; may be called again while those run.
  [[nodiscard]] std::deque<Task> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(tasks_, {});
  }
  /// Nothing is accepted from now on.
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }

 private:
  Posted append(Task task) {
    tasks_.push_back(std::move(task));
    return tasks_.size() == 1 ? Posted::kFirst : Posted::kBehind;
  }

  const std::size_t limit_;
  std::mutex mutex_;
  std::deque<Task> tasks_;
  bool is_closed_ = false;
};

}  // namespace madoguchi::voice
