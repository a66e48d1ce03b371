#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/embedded_file.h"
#include "base/result.h"
#include "storage/commit_probe.h"
#include "storage/connection.h"

namespace madoguchi::storage {

struct DatabaseOptions {
  /// "sqlite:PATH" or "postgresql://user@host/name" (password by PGPASSWORD, PGPASSFILE or the URL
  /// that came from a file).
  std::string url;
  int readers = 2;
  int max_batch = 256;           ///< commands in one commit
  int max_queued_writes = 8192;  ///< beyond it a write answers kTryLater
  int max_queued_reads = 4096;

  base::Milliseconds statement_timeout{10'000};  ///< PostgreSQL: one statement, else kUnavailable
  base::Milliseconds network_timeout{10'000};    ///< PostgreSQL: connecting, data without a receipt
  base::Milliseconds busy_timeout{
      5'000};  ///< SQLite: another program holds the file, else kUnavailable

  int checkpoint_pages = 1000;  ///< SQLite: pages of 4 KiB in the WAL that wake the checkpointer
  int wal_limit_pages =
      16384;  ///< SQLite: beyond it the writer itself empties the WAL between two commits
  base::Milliseconds checkpoint_idle{
      3'000};  ///< SQLite: without a commit for so long, also fewer pages

  std::shared_ptr<CommitProbe> probe;  ///< tests and benches; nothing is watched without it
  std::string
      sqlite_vfs;  ///< tests: a VFS registered under this name (see tests/fakes/lossy_vfs.h)
  /// Tests: others than those of server/storage/migrations.
  std::optional<std::span<const base::EmbeddedFile>> migrations;
};

/// What the writer did since start; for metrics, benches and tests that count.
struct WriterCounts {
  std::int64_t commits =
      0;  ///< each is one sync to the disk; a batch that changed nothing has none
  std::int64_t commands = 0;  ///< answered, whatever the answer; without those refused
  /// Of the commands, those of replays too; without BEGIN, COMMIT and ROLLBACK.
  std::int64_t statements = 0;
  std::int64_t preparations = 0;  ///< of statements; a connection keeps what it prepared
  std::int64_t replays = 0;       ///< batches that were rolled back and run again one by one
  std::int64_t refused = 0;       ///< answered kTryLater
  std::int64_t queued = 0;        ///< accepted and not answered, now
  /// Age of the oldest command that waits for its commit, now.
  base::Milliseconds oldest_uncommitted{0};
};

/// The database: one writer thread with group commit, some reader threads, and for SQLite a
/// checkpointer. Commands commit in the order in which they were submitted. A command that returns
/// an error leaves nothing behind; the others of its batch are not touched by it. All methods are
/// safe to call from every thread.
///
/// Errors of a command: its own; the first error of a statement in it, even when the work goes on
/// and returns success (on PostgreSQL nothing after it can succeed: use ON CONFLICT where a
/// conflict is expected); kTryLater and nothing was accepted; kUnavailable when the database could
/// not be reached, its disk is full or failing, or stop() was called. kUnavailable from COMMIT
/// leaves the outcome open: the changes may be there, as when the connection was lost between
/// COMMIT and its reply. Whoever asks again does so under the id of the first try. An exception out
/// of the work is kInternal.
class Database {
 public:
  using Work = std::function<base::Status(Connection&)>;
  /// Called once the outcome is durable, on the thread that ran the work and in the order of the
  /// commits; for what was refused (kTryLater, kUnavailable after stop) at once on the caller's.
  /// Must be short, must not block and must not throw.
  using Done = std::function<void(base::Status)>;

  /// Opens and migrates. Errors are sentences for the person who starts the program.
  [[nodiscard]] static base::Result<std::unique_ptr<Database>> open(const DatabaseOptions& options,
                                                                    const base::Clock& clock);
  virtual ~Database() = default;

  [[nodiscard]] virtual Dialect dialect() const = 0;

  /// Queues a command for the writer. `work` may run twice (see replays): it must not have effects
  /// outside the database, except on values that it owns and sets anew each time.
  virtual void submit(Work work, Done done) = 0;
  /// Queues work for a reader: one snapshot, statements that write fail. It may run twice too (a
  /// lost connection).
  virtual void submit_read(Work work, Done done) = 0;
  [[nodiscard]] virtual WriterCounts counts() const = 0;
  /// Refuses new work, finishes what was accepted, joins the threads, for SQLite empties the WAL.
  /// Not from a database thread.
  virtual void stop() = 0;

  /// Runs `work` (Connection& -> Result<T>) on the writer; resumes on the caller's executor after
  /// the commit.
  template <class F>
  auto write(F work) -> boost::asio::awaitable<std::invoke_result_t<F&, Connection&>> {
    return run_on<F>([this](Work w, Done d) { submit(std::move(w), std::move(d)); },
                     std::move(work));
  }
  /// The same on a reader: a snapshot; statements that write fail.
  template <class F>
  auto read(F work) -> boost::asio::awaitable<std::invoke_result_t<F&, Connection&>> {
    return run_on<F>([this](Work w, Done d) { submit_read(std::move(w), std::move(d)); },
                     std::move(work));
  }

  /// Blocking forms for start-up, subcommands and tests; never on an I/O thread. From work or Done
  /// of this database they would wait for themselves: kInternal.
  template <class F>
  auto write_now(F work) -> std::invoke_result_t<F&, Connection&>;
  template <class F>
  auto read_now(F work) -> std::invoke_result_t<F&, Connection&>;

 protected:
  [[nodiscard]] virtual bool on_own_thread() const = 0;

 private:
  template <class F, class Submit>
  static auto run_on(Submit submit, F work)
      -> boost::asio::awaitable<std::invoke_result_t<F&, Connection&>>;
  template <class F, class Submit>
  static auto run_blocking(Submit submit, F work) -> std::invoke_result_t<F&, Connection&>;
};

}  // namespace madoguchi::storage

#include "storage/database_inline.h"
