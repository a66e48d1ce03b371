#pragma once

#include "base/result.h"

namespace madoguchi::storage {

/// Watches the writer's commits, and may slow them or make them fail: how benches add the sync time
/// of a slower disk and how tests see a disk that is full. Both run on the writer thread, inside
/// the time that a command waits.
class CommitProbe {
 public:
  virtual ~CommitProbe() = default;

  /// Just before COMMIT. An error takes the place of the COMMIT: the batch is rolled back and every
  /// command of it gets the error.
  virtual base::Status before_commit() { return {}; }
  /// COMMIT succeeded, nobody knows yet. An error is told to every command of the batch although
  /// its changes are there: the unknown outcome of a connection that was lost in between.
  virtual base::Status after_commit() { return {}; }
};

}  // namespace madoguchi::storage
