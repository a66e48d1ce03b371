#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "storage/database.h"
#include "storage/driver.h"
#include "storage/wal_gauge.h"

namespace madoguchi::storage {

/// SQLite in WAL mode: synchronous=FULL, foreign keys on, no automatic checkpoints on the writer.
class SqliteDriver final : public Driver {
 public:
  SqliteDriver(std::string path, const DatabaseOptions& options);

  /// Makes the file with mode 0600 and its folder with 0700 where they are missing. Errors are
  /// sentences.
  [[nodiscard]] base::Status make_file() const;

  [[nodiscard]] Dialect dialect() const override { return Dialect::kSqlite; }
  [[nodiscard]] std::unique_ptr<soci::session> connect(Purpose purpose) const override;
  [[nodiscard]] std::string_view begin_text(Purpose purpose) const override;
  void before_transaction(soci::session& session) const override;
  void before_close(soci::session& session) const override;
  [[nodiscard]] int column_count(soci::statement& statement) const override;
  [[nodiscard]] bool is_integer(soci::statement& statement, int column) const override;
  [[nodiscard]] Failure explain(soci::session* session,
                                const soci::soci_error& error) const override;

  [[nodiscard]] WalGauge& gauge() const { return *gauge_; }
  /// Copies the WAL into the database file as far as readers allow; throws soci::soci_error. Does
  /// nothing when there is nothing to copy, and nothing any more after a sync failed
  /// (docs/decisions/0002-one-writer.md).
  void checkpoint(soci::session& session, std::string_view mode) const;

 private:
  void copy_wal(soci::session& session, std::string_view mode) const;

  std::string path_;
  std::string vfs_;
  base::Milliseconds busy_timeout_;
  int wal_limit_pages_;
  std::unique_ptr<WalGauge> gauge_;
  /// SQLite lets one connection do it at a time, and the other come away with nothing.
  mutable std::mutex checkpointing_;
  mutable bool has_sync_failed_ = false;  ///< under checkpointing_
  mutable bool is_emptied_ = false;       ///< under checkpointing_; the WAL, a last time
  /// Pages of the WAL when the writer emptied it last (writer thread only).
  mutable int emptied_at_ = 0;
};

}  // namespace madoguchi::storage
