#include "storage/database.h"

#include <algorithm>

#include <pthread.h>

#include "storage/checkpointer.h"
#include "storage/migrations.h"
#include "storage/open_driver.h"
#include "storage/readers.h"
#include "storage/sqlite_driver.h"
#include "storage/writer.h"

namespace madoguchi::storage {
namespace {

/// The database whose thread this is.
thread_local const Database* owner_of_thread = nullptr;

class OpenDatabase final : public Database {
 public:
  OpenDatabase(std::shared_ptr<const Driver> driver, std::unique_ptr<Session> write_session,
               std::vector<std::unique_ptr<Session>> read_sessions, const DatabaseOptions& options,
               const base::Clock& clock)
      : driver_(std::move(driver)),
        write_session_(std::move(write_session)),
        writer_(*write_session_, options, clock, [this] { begin_thread("db-writer"); }),
        readers_(std::move(read_sessions), options.max_queued_reads,
                 [this] { begin_thread("db-reader"); }) {
    if (auto sqlite = std::dynamic_pointer_cast<const SqliteDriver>(driver_)) {
      checkpointer_.emplace(std::move(sqlite), options.checkpoint_idle);
    }
  }
  ~OpenDatabase() override { stop_all(); }

  [[nodiscard]] Dialect dialect() const override { return driver_->dialect(); }
  void submit(Work work, Done done) override {
    writer_.submit({std::move(work), std::move(done), {}});
  }
  void submit_read(Work work, Done done) override {
    readers_.submit({std::move(work), std::move(done), {}});
  }
  [[nodiscard]] WriterCounts counts() const override { return writer_.counts(); }
  void stop() override { stop_all(); }

 protected:
  [[nodiscard]] bool on_own_thread() const override { return owner_of_thread == this; }

 private:
  void begin_thread(const char* name) {
    owner_of_thread = this;
    ::pthread_setname_np(::pthread_self(), name);
  }

  void stop_all() {
    writer_.stop();
    readers_.stop();
    if (checkpointer_) checkpointer_->stop();
  }

  std::shared_ptr<const Driver> driver_;
  std::unique_ptr<Session> write_session_;
  Writer writer_;
  Readers readers_;
  std::optional<Checkpointer> checkpointer_;
};

}  // namespace

base::Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options,
                                                       const base::Clock& clock) {
  MDG_ASSIGN(auto target, open_driver(options));
  auto write_session = std::make_unique<Session>(target.driver, Purpose::kWrite);
  MDG_TRY(connect_at_start(*write_session, target));
  MDG_TRY(migrate(*write_session, options.migrations.value_or(program_migrations()), clock));
  // The counts begin with the first command.
  (void)write_session->take_statement_count();
  (void)write_session->take_preparation_count();
  std::vector<std::unique_ptr<Session>> read_sessions;
  for (int i = 0; i < std::max(1, options.readers); ++i) {
    read_sessions.push_back(std::make_unique<Session>(target.driver, Purpose::kRead));
    MDG_TRY(connect_at_start(*read_sessions.back(), target));
  }
  return std::make_unique<OpenDatabase>(std::move(target.driver), std::move(write_session),
                                        std::move(read_sessions), options, clock);
}

}  // namespace madoguchi::storage
