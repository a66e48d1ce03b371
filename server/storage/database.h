#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/result.h"
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
};

/// What the writer did since start; for metrics, benches and tests that count.
struct WriterCounts {
  std::int64_t commits = 0;  ///< each is one sync to the disk
  std::int64_t commands = 0;
  std::int64_t statements = 0;
  std::int64_t replays = 0;  ///< batches that were rolled back and run again one by one
  std::int64_t refused = 0;  ///< answered kTryLater
  std::int64_t queued = 0;   ///< now
  base::Milliseconds oldest_uncommitted{
      0};  ///< age of the oldest command that waits for its commit, now
};

/// The database: one writer thread with group commit, some reader threads, and for SQLite a
/// checkpointer. Commands commit in the order in which they were submitted. A command that returns
/// an error leaves nothing behind; the others of its batch are not touched by it. All methods are
/// safe to call from every thread.
class Database {
 public:
  using Work = std::function<base::Status(Connection&)>;
  /// Called on the writer thread once the outcome is durable; must be short and must not block.
  using Done = std::function<void(base::Status)>;

  /// Opens and migrates. Errors are sentences for the person who starts the program.
  [[nodiscard]] static base::Result<std::unique_ptr<Database>> open(const DatabaseOptions& options,
                                                                    const base::Clock& clock);
  virtual ~Database() = default;

  [[nodiscard]] virtual Dialect dialect() const = 0;

  /// Queues a command for the writer. `work` may run twice (see replays): it must not have effects
  /// outside the database, except on values that it owns and sets anew each time.
  virtual void submit(Work work, Done done) = 0;
  virtual void submit_read(Work work, Done done) = 0;
  [[nodiscard]] virtual WriterCounts counts() const = 0;
  /// Refuses new work, commits what was accepted, joins the threads.
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

  /// Blocking forms for start-up, subcommands and tests; never on an I/O thread.
  template <class F>
  auto write_now(F work) -> std::invoke_result_t<F&, Connection&>;
  template <class F>
  auto read_now(F work) -> std::invoke_result_t<F&, Connection&>;

 private:
  template <class F, class Submit>
  static auto run_on(Submit submit, F work)
      -> boost::asio::awaitable<std::invoke_result_t<F&, Connection&>>;
  template <class F, class Submit>
  static auto run_blocking(Submit submit, F work) -> std::invoke_result_t<F&, Connection&>;
};

}  // namespace madoguchi::storage

#include "storage/database_inline.h"
