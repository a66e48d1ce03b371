#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "storage/session.h"
#include "storage/work_queue.h"

namespace madoguchi::storage {

/// The one thread that writes. It commits what is queued in batches: the sync of a commit is paid
/// once for all of them. A batch in which a command failed after it changed something is rolled
/// back and run again one command at a time.
class Writer {
 public:
  /// `session` and `clock` outlive it; `on_start` runs first on the thread.
  Writer(Session& session, const DatabaseOptions& options, const base::Clock& clock,
         std::function<void()> on_start);
  ~Writer() { stop(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void submit(Command command);
  [[nodiscard]] WriterCounts counts() const;
  /// Refuses new commands, finishes those accepted.
  void stop();

 private:
  using Batch = std::vector<Command>;
  using Outcomes = std::vector<base::Status>;

  void run();
  void process(Batch& batch);
  /// False: nothing of the batch is in the database, and it has to be run one by one.
  [[nodiscard]] bool run_together(Batch& batch);
  [[nodiscard]] bool run_all(Batch& batch, Outcomes& outcomes, bool& changed);
  void run_one_by_one(Batch& batch);
  /// In the transaction that was begun for it.
  [[nodiscard]] base::Status run_alone(Command& command);
  [[nodiscard]] base::Status commit(bool changed);
  void finish(Command& command, base::Status status);
  /// The database is out of reach: each further try could wait for the network as long as this one
  /// did.
  void finish_from(Batch& batch, std::size_t first, const base::Status& status);
  void finish_all(Batch& batch, Outcomes& outcomes, const base::Status& committed);

  Session& session_;
  const base::Clock& clock_;
  const std::shared_ptr<CommitProbe> probe_;
  const int max_batch_;
  WorkQueue queue_;
  bool refused_at_commit_ =
      false;  ///< by a constraint that is checked there: one command of the batch is to blame

  std::atomic<std::int64_t> commits_{0};
  std::atomic<std::int64_t> commands_{0};
  std::atomic<std::int64_t> accepted_{0};
  std::atomic<std::int64_t> statements_{0};
  std::atomic<std::int64_t> preparations_{0};
  std::atomic<std::int64_t> replays_{0};
  std::atomic<std::int64_t> refused_{0};
  std::atomic<std::int64_t> oldest_in_hand_{0};  ///< Unix milliseconds, 0: none
  std::thread thread_;
};

}  // namespace madoguchi::storage
