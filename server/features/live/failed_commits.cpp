#include "features/live/failed_commits.h"

#include <algorithm>

namespace madoguchi::features {

bool FailedCommits::may_write(std::int64_t commit) const {
  const std::lock_guard lock(mutex_);
  return commit <= std::min(first_tried_, first_failed_);
}

void FailedCommits::tried(std::int64_t commit, bool is_written) {
  const std::lock_guard lock(mutex_);
  if (!is_written) {
    first_tried_ = std::min(first_tried_, commit);
  } else if (first_tried_ == commit) {
    first_tried_ = kNone;
  }
}

void FailedCommits::failed(std::int64_t commit) {
  const std::lock_guard lock(mutex_);
  first_failed_ = std::min(first_failed_, commit);
}

}  // namespace madoguchi::features
