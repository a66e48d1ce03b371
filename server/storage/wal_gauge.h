#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "base/time.h"

namespace madoguchi::storage {

/// How full SQLite's WAL is. The writer reports each commit, the checkpointer waits here. Safe to
/// call from every thread.
class WalGauge {
 public:
  /// `wake_at`: pages since the last try that wake the checkpointer.
  explicit WalGauge(int wake_at) : wake_at_(wake_at) {}

  /// After a commit: the pages that the WAL holds now. Fewer than before means that it was begun
  /// anew.
  void committed(int pages);
  /// After a checkpoint: so many pages from the start of the WAL are in the database file. They may
  /// be of a commit that is reported only afterwards.
  void copied(int pages);
  /// True only if the WAL has pages that no checkpoint copied.
  [[nodiscard]] bool can_copy() const;
  /// Waits for `wake_at` new pages, or for some that are not copied and no commit during `idle`. A
  /// reader or a failing disk may keep a checkpoint from copying: the next try comes after as many
  /// pages more, or `idle` later. False when it was stopped.
  [[nodiscard]] bool wait_for_work(base::Milliseconds idle);
  void stop();

  [[nodiscard]] int pages() const;

 private:
  [[nodiscard]] bool has_uncopied() const { return pages_ > copied_; }
  [[nodiscard]] bool is_full() const { return has_uncopied() && pages_ - tried_at_ >= wake_at_; }

  const int wake_at_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int pages_ = 0;
  int copied_ = 0;
  int tried_at_ = 0;  ///< pages at the last try
  std::int64_t commits_ = 0;
  bool is_stopped_ = false;
};

}  // namespace madoguchi::storage
