#include "storage/migrations.h"

#include <algorithm>

namespace madoguchi::storage {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER NOT NULL PRIMARY KEY, "
    "name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)";

constexpr Sql kApplied{"migrations.applied",
                       "SELECT number, name, checksum FROM schema_migrations ORDER BY number"};
constexpr Sql kCountTables{
    "migrations.count_tables",
    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'",
    "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'schema_migrations' AND "
    "table_schema = current_schema()"};
constexpr Sql kRecord{"migrations.record",
                      "INSERT INTO schema_migrations (number, name, checksum, applied_at) "
                      "VALUES (:number, :name, :checksum, :applied_at)"};

struct Applied {
  int number;
  std::string name;
  std::string checksum;
};

/// Two programs that start at once must not migrate at once: SQLite's BEGIN IMMEDIATE keeps the
/// other out, on PostgreSQL this lock does until the end of the transaction. Its key is "madoguch"
/// in ASCII.
base::Status take_turn(Session& session) {
  if (session.dialect() == Dialect::kSqlite) return {};
  MDG_TRY(session.run_text("SET LOCAL statement_timeout = 0"));
  return session.run_text("SELECT pg_advisory_xact_lock(7881691252514972520)");
}

/// `step` as a transaction of its own.
template <class Step>
base::Status in_transaction(Session& session, Step step) {
  MDG_TRY(session.begin());
  auto status = session.run_work([&](Connection& connection) -> base::Status {
    MDG_TRY(take_turn(session));
    return step(connection);
  });
  if (status) status = session.commit();
  session.roll_back();
  return status;
}

base::Result<std::vector<Applied>> read_applied(Connection& connection) {
  MDG_ASSIGN(auto rows, (connection.rows<int, std::string, std::string>(kApplied)));
  std::vector<Applied> out;
  for (auto& [number, name, checksum] : rows) {
    out.push_back({number, std::move(name), std::move(checksum)});
  }
  return out;
}

base::Status check_applied(const Applied& applied, const std::vector<Migration>& ours) {
  const auto found = std::ranges::find(ours, applied.number, &Migration::number);
  if (found == ours.end()) {
    return fail(
        ErrorCode::kStorage,
        "The database has the migration " + applied.name +
            ", which this program does not know: it was used by a newer version. Start that "
            "version, or restore the backup that was made before it.");
  }
  if (found->checksum != applied.checksum) {
    return fail(ErrorCode::kStorage, "The migration " + applied.name +
                                         " was applied with other contents than this program has "
                                         "under that number. Start the version that made this "
                                         "database.");
  }
  return {};
}

/// What has to be run, in order.
base::Result<std::vector<Migration>> pending(const std::vector<Migration>& ours,
                                             const std::vector<Applied>& applied) {
  for (const auto& one : applied) MDG_TRY(check_applied(one, ours));
  const int newest = applied.empty() ? 0 : applied.back().number;
  std::vector<Migration> out;
  for (const auto& migration : ours) {
    if (migration.number > newest) out.push_back(migration);
    const bool is_applied =
        std::ranges::find(applied, migration.number, &Applied::number) != applied.end();
    if (migration.number > newest || is_applied) continue;
    return fail(ErrorCode::kStorage, "The migration " + migration.name +
                                         " is older than the newest one in the database and was "
                                         "never applied to it.");
  }
  return out;
}

base::Status apply(Session& session, Connection& connection, const Migration& migration,
                   base::Time now) {
  for (const auto& statement : migration.statements) MDG_TRY(session.run_text(statement));
  MDG_TRY(connection.execute(kRecord, migration.number, migration.name, migration.checksum, now));
  return {};
}

/// Applies the next pending migration; false when there was none.
base::Result<bool> apply_next(Session& session, const std::vector<Migration>& ours,
                              const base::Clock& clock) {
  std::string name;
  auto status = in_transaction(session, [&](Connection& connection) -> base::Status {
    MDG_ASSIGN(const auto applied, read_applied(connection));
    MDG_ASSIGN(const auto rest, pending(ours, applied));
    if (rest.empty()) return {};
    name = rest.front().name;
    return apply(session, connection, rest.front(), clock.now());
  });
  if (status) return !name.empty();
  auto error = std::move(status).error();
  if (!name.empty()) error.detail = "The migration " + name + " failed (" + error.detail + ").";
  return fail(std::move(error));
}

}  // namespace

base::Status migrate(Session& session, std::span<const base::EmbeddedFile> files,
                     const base::Clock& clock) {
  MDG_ASSIGN(const auto ours, read_migrations(files, session.dialect()));
  MDG_TRY(in_transaction(session, [&](Connection&) {
    return session.run_text(to_dialect(std::string(kTable), session.dialect()));
  }));
  for (bool is_more = true; is_more;) {
    MDG_ASSIGN(is_more, apply_next(session, ours, clock));
  }
  return {};
}

base::Result<PendingMigrations> pending_migrations(Connection& connection,
                                                   std::span<const base::EmbeddedFile> files) {
  MDG_ASSIGN(const auto ours, read_migrations(files, connection.dialect()));
  MDG_ASSIGN(const auto tables, connection.row<std::int64_t>(kCountTables));
  PendingMigrations found;
  found.is_new = tables && std::get<0>(*tables) == 0;
  std::vector<Applied> applied;
  if (!found.is_new) {
    MDG_ASSIGN(applied, read_applied(connection));
  }
  MDG_ASSIGN(const auto rest, pending(ours, applied));
  for (const Migration& migration : rest) found.names.push_back(migration.name);
  return found;
}

}  // namespace madoguchi::storage
