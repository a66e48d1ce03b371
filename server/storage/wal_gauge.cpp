#include "storage/wal_gauge.h"

namespace madoguchi::storage {

void WalGauge::committed(int pages) {
  const std::lock_guard lock(mutex_);
  // A commit only adds pages, unless the WAL was begun anew.
  if (pages <= pages_) copied_ = tried_at_ = 0;
  pages_ = pages;
  ++commits_;
  if (is_full()) changed_.notify_one();
}

void WalGauge::copied(int pages) {
  const std::lock_guard lock(mutex_);
  copied_ = pages;
}

bool WalGauge::wait_for_work(base::Milliseconds idle) {
  std::unique_lock lock(mutex_);
  while (!is_stopped_) {
    const auto seen = commits_;
    const bool is_woken =
        changed_.wait_for(lock, idle, [this] { return is_stopped_ || is_full(); });
    if (is_stopped_) break;
    const bool is_idle = commits_ == seen && has_uncopied();
    if (!is_woken && !is_idle) continue;
    tried_at_ = pages_;
    return true;
  }
  return false;
}

void WalGauge::stop() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = true;
  changed_.notify_all();
}

bool WalGauge::can_copy() const {
  const std::lock_guard lock(mutex_);
  return has_uncopied();
}

int WalGauge::pages() const {
  const std::lock_guard lock(mutex_);
  return pages_;
}

}  // namespace madoguchi::storage
