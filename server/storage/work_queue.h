#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "storage/database.h"

namespace madoguchi::storage {

/// A piece of work on its way to a database thread.
struct Command {
  Database::Work work;
  Database::Done done;
  base::Time queued_at;
};

/// The bounded line in front of the writer or the readers, first in first out. Safe to call from
/// every thread.
class WorkQueue {
 public:
  enum class Refusal { kFull, kClosed };

  explicit WorkQueue(int limit) : limit_(static_cast<std::size_t>(std::max(1, limit))) {}

  /// Takes the command out of `command`, or leaves it there and says why.
  [[nodiscard]] std::optional<Refusal> push(Command& command) {
    const std::lock_guard lock(mutex_);
    if (is_closed_) return Refusal::kClosed;
    if (commands_.size() >= limit_) return Refusal::kFull;
    commands_.push_back(std::move(command));
    changed_.notify_one();
    return {};
  }

  /// Waits for commands; none only once the queue was closed and is empty.
  [[nodiscard]] std::vector<Command> take(int most) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_closed_ || !commands_.empty(); });
    const auto count = std::min(commands_.size(), static_cast<std::size_t>(std::max(1, most)));
    const auto end = commands_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Command> out(std::move_iterator(commands_.begin()), std::move_iterator(end));
    commands_.erase(commands_.begin(), end);
    return out;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

  [[nodiscard]] std::optional<base::Time> oldest() const {
    const std::lock_guard lock(mutex_);
    if (commands_.empty()) return {};
    return commands_.front().queued_at;
  }

 private:
  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Command> commands_;
  bool is_closed_ = false;
};

/// Answers a command; an exception of the callback ends with it.
void answer(Command& command, base::Status status);
/// Answers a command that the queue did not take.
void refuse(Command& command, WorkQueue::Refusal refusal);

}  // namespace madoguchi::storage
