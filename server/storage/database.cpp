#include "storage/database.h"

#include <algorithm>
#include <filesystem>
#include <variant>

#include <pthread.h>

#include "storage/checkpointer.h"
#include "storage/database_address.h"
#include "storage/migrations.h"
#include "storage/postgres_driver.h"
#include "storage/readers.h"
#include "storage/schema_report.h"
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

/// Turns what a connection says at start into a sentence for whoever starts the program.
base::Status reachable(base::Status status, const std::string& what) {
  if (status) return status;
  auto error = std::move(status).error();
  error.detail = "Cannot open " + what + " (" + error.detail + ").";
  return base::fail(std::move(error));
}

struct Target {
  std::shared_ptr<const Driver> driver;
  std::string name;  ///< for sentences; without an address of PostgreSQL
};

base::Result<Target> make_driver(const DatabaseOptions& options) {
  MDG_ASSIGN(auto address, parse_address(options));
  if (auto* postgres = std::get_if<PostgresAddress>(&address)) {
    return Target{std::make_shared<PostgresDriver>(std::move(*postgres), options),
                  "the PostgreSQL database"};
  }
  const auto& path = std::get<SqliteAddress>(address).path;
  auto driver = std::make_shared<SqliteDriver>(path, options);
  MDG_TRY(driver->make_file());
  return Target{std::move(driver), "the database file " + path};
}

}  // namespace

base::Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options,
                                                       const base::Clock& clock) {
  MDG_ASSIGN(auto target, make_driver(options));
  auto write_session = std::make_unique<Session>(target.driver, Purpose::kWrite);
  MDG_TRY(reachable(write_session->connect(), target.name));
  MDG_TRY(migrate(*write_session, options.migrations.value_or(program_migrations()), clock));
  (void)write_session->take_statement_count();  // the counts begin with the first command
  std::vector<std::unique_ptr<Session>> read_sessions;
  for (int i = 0; i < std::max(1, options.readers); ++i) {
    read_sessions.push_back(std::make_unique<Session>(target.driver, Purpose::kRead));
    MDG_TRY(reachable(read_sessions.back()->connect(), target.name));
  }
  return std::make_unique<OpenDatabase>(std::move(target.driver), std::move(write_session),
                                        std::move(read_sessions), options, clock);
}

base::Result<SchemaReport> report_schema(const DatabaseOptions& options,
                                         const std::function<base::Status(Connection&)>& read) {
  MDG_ASSIGN(const auto address, parse_address(options));
  const auto* file = std::get_if<SqliteAddress>(&address);
  std::error_code error;
  if (file != nullptr && !std::filesystem::exists(file->path, error)) return SchemaReport{true, {}};
  MDG_ASSIGN(auto target, make_driver(options));
  Session session(target.driver, Purpose::kRead);
  MDG_TRY(reachable(session.connect(), target.name));
  MDG_TRY(session.begin());
  SchemaReport report;
  const auto status = session.run_work([&](Connection& connection) -> base::Status {
    MDG_ASSIGN(auto found,
               pending_migrations(connection, options.migrations.value_or(program_migrations())));
    report = {found.is_new, std::move(found.names)};
    return report.is_new || !report.pending.empty() ? base::Status{} : read(connection);
  });
  session.roll_back();
  MDG_TRY(status);
  return report;
}

}  // namespace madoguchi::storage
