#pragma once

#include <cstdint>
#include <limits>
#include <mutex>

namespace madoguchi::features {

/// Which commits failed in one life of the desk's state; all later ones build on them and must not
/// be written. Commits are named by the order in which they were submitted. Work may run twice (see
/// Database::submit), so that what failed is tried again does not count against it. Safe to call
/// from every thread.
class FailedCommits {
 public:
  /// Whether everything before `commit` went well, as far as it was tried.
  [[nodiscard]] bool may_write(std::int64_t commit) const;
  /// The work of `commit` ran, perhaps not for the last time.
  void tried(std::int64_t commit, bool is_written);
  /// `commit` is answered: it is not in the database.
  void failed(std::int64_t commit);

 private:
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();

  mutable std::mutex mutex_;
  std::int64_t first_tried_ = kNone;
  std::int64_t first_failed_ = kNone;
};

}  // namespace madoguchi::features
