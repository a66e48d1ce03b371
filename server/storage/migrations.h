#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/embedded_file.h"
#include "base/result.h"
#include "storage/session.h"

namespace madoguchi::storage {

/// One numbered step of the schema, for one of the two databases.
struct Migration {
  int number = 0;
  std::string name;      ///< the file's without its dialect: "0001_accounts.sql"
  std::string checksum;  ///< SHA-256 of the file, hexadecimal
  std::vector<std::string> statements;
};

/// The files of server/storage/migrations that were built into the program.
[[nodiscard]] std::span<const base::EmbeddedFile> program_migrations();

/// Reads files that are named `NNNN_name.sql` (one text for both databases, see to_dialect) or come
/// as the pair `NNNN_name.sqlite.sql` and `NNNN_name.pg.sql` (each run as it stands). Sorted by
/// number.
[[nodiscard]] base::Result<std::vector<Migration>> read_migrations(
    std::span<const base::EmbeddedFile> files, Dialect dialect);

/// Adapts a statement of a shared file. Types are INTEGER, TEXT and BLOB, in capitals, and nothing
/// else is written in capitals of these words. SQLite: CREATE TABLE becomes STRICT. PostgreSQL: in
/// CREATE TABLE and ALTER TABLE the types become BIGINT, TEXT COLLATE "C" and BYTEA, and WITHOUT
/// ROWID is dropped. Other statements stay as they are.
[[nodiscard]] std::string to_dialect(std::string statement, Dialect dialect);

/// Brings the schema to the newest number, each migration in a transaction. Refuses to start on a
/// database of a newer program, and when a migration that was applied is not the one that is in the
/// program. Errors are sentences.
[[nodiscard]] base::Status migrate(Session& session, std::span<const base::EmbeddedFile> files,
                                   const base::Clock& clock);

/// What migrate() would do.
struct PendingMigrations {
  bool is_new = false;             ///< the database has no table of ours
  std::vector<std::string> names;  ///< in order
};
/// Changes nothing. Errors as of migrate().
[[nodiscard]] base::Result<PendingMigrations> pending_migrations(
    Connection& connection, std::span<const base::EmbeddedFile> files);

}  // namespace madoguchi::storage
