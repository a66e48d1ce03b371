#include "features/live/desk_thread.h"

#include <algorithm>
#include <utility>

namespace madoguchi::features {

DeskThread::DeskThread(const base::Clock& clock, std::size_t max_queued)
    : clock_(clock), max_queued_(max_queued) {}

DeskThread::~DeskThread() { stop(); }

void DeskThread::start(Hooks hooks) {
  hooks_ = std::move(hooks);
  thread_ = std::thread([this] { run(); });
}

void DeskThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool DeskThread::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= max_queued_) return false;
    queue_.push_back({std::move(task), clock_.now()});
  }
  wake_.notify_one();
  return true;
}

void DeskThread::post_always(Task task) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back({std::move(task), clock_.now()});
  }
  wake_.notify_one();
}

base::Milliseconds DeskThread::lag() const {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) return base::Milliseconds(0);
  return std::max(base::Milliseconds(0), clock_.now() - queue_.front().posted_at);
}

std::deque<DeskThread::Entry> DeskThread::wait() {
  // The wall clock may step; waking once a second bounds how late a deadline can be noticed.
  constexpr base::Milliseconds kLongestSleep = base::Seconds(1);
  const auto deadline = hooks_.next_deadline();
  const auto until_deadline = deadline ? *deadline - clock_.now() : kLongestSleep;
  const auto sleep = std::clamp(until_deadline, base::Milliseconds(0), kLongestSleep);
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, sleep, [this] { return stopping_ || !queue_.empty(); });
  return std::exchange(queue_, {});
}

void DeskThread::run() {
  while (true) {
    auto batch = wait();
    for (auto& entry : batch) entry.task();
    const auto deadline = hooks_.next_deadline();
    if (deadline && *deadline <= clock_.now()) hooks_.on_deadline();
    const std::lock_guard lock(mutex_);
    if (stopping_ && queue_.empty()) return;
  }
}

}  // namespace madoguchi::features
