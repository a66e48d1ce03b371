#include "storage/wal_gauge.h"

#include <algorithm>

namespace madoguchi::storage {

void WalGauge::committed(int pages) {
  const std::lock_guard lock(mutex_);
  if (pages < pages_) copied_ = tried_at_ = 0;
  pages_ = pages;
  ++commits_;
  if (is_full()) changed_.notify_one();
}

void WalGauge::copied(int pages) {
  const std::lock_guard lock(mutex_);
  copied_ = std::min(pages, pages_);
}

bool WalGauge::wait_for_work(base::Milliseconds idle) {
  std::unique_lock lock(mutex_);
  while (!is_stopped_) {
    const auto seen = commits_;
    const bool is_woken =
        changed_.wait_for(lock, idle, [this] { return is_stopped_ || is_full(); });
    if (is_stopped_) break;
    const bool is_idle = commits_ == seen && pages_ > copied_;
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

int WalGauge::pages() const {
  const std::lock_guard lock(mutex_);
  return pages_;
}

}  // namespace madoguchi::storage
