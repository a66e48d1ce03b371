#include "storage/sqlite_driver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace madoguchi::storage {
namespace {

using base::ErrorCode;
using base::fail;

sqlite_api::sqlite3* handle_of(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

sqlite_api::sqlite3_stmt* handle_of(soci::statement& statement) {
  return static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_;
}

int report_commit(void* gauge, sqlite_api::sqlite3*, const char*, int pages) {
  static_cast<WalGauge*>(gauge)->committed(pages);
  return SQLITE_OK;
}

/// The last connection to be closed copies the WAL by itself, unless it is told not to.
void set_copies_when_closed(sqlite_api::sqlite3* handle, bool copies) {
  sqlite_api::sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, copies ? 0 : 1, nullptr);
}

ErrorCode code_of(int extended) {
  if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return ErrorCode::kAlreadyExists;
  }
  switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
      return ErrorCode::kUnavailable;
    default:
      return ErrorCode::kStorage;
  }
}

/// SQLite does not wait here for another program that opens the file at the same moment.
void enter_wal_mode(soci::session& session, base::Milliseconds patience) {
  constexpr base::Milliseconds kPause{10};
  for (auto waited = base::Milliseconds(0);; waited += kPause) {
    try {
      std::string mode;
      session << "PRAGMA journal_mode = WAL", soci::into(mode);
      if (mode == "wal") return;
      throw soci::soci_error("the file system does not allow WAL mode");
    } catch (const soci::sqlite3_soci_error& error) {
      if ((error.result() & 0xff) != SQLITE_BUSY || waited >= patience) throw;
    }
    std::this_thread::sleep_for(kPause);
  }
}

/// SOCI puts the name of its function before SQLite's sentence.
std::string message_of(const soci::soci_error& error) {
  const auto text = error.get_error_message();
  const auto end = text.starts_with("sqlite3_") ? text.find(": ") : std::string::npos;
  return end == std::string::npos ? text : text.substr(end + 2);
}

/// The folder is made for us alone; one that exists stays as it is.
base::Status make_folder(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return {};
  if (fs::create_directories(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (!error) return {};
  return fail(ErrorCode::kUnavailable,
              "Cannot make the folder " + folder.string() + ": " + error.message() + ".");
}

}  // namespace

SqliteDriver::SqliteDriver(std::string path, const DatabaseOptions& options)
    : path_(std::move(path)),
      vfs_(options.sqlite_vfs),
      busy_timeout_(options.busy_timeout),
      wal_limit_pages_(options.wal_limit_pages),
      gauge_(std::make_unique<WalGauge>(options.checkpoint_pages)) {}

base::Status SqliteDriver::make_file() const {
  MDG_TRY(make_folder(std::filesystem::path(path_).parent_path()));
  // Only a new file is opened here: closing a second descriptor of one in use would drop SQLite's
  // locks.
  const int file = ::open(path_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
  if (file >= 0 || errno == EEXIST) return {};
  return fail(ErrorCode::kUnavailable,
              "Cannot make the database file " + path_ + ": " + std::strerror(errno) + ".");
}

std::unique_ptr<soci::session> SqliteDriver::connect(Purpose purpose) const {
  const auto address = "dbname=\"" + path_ + "\"" + (vfs_.empty() ? "" : " vfs=" + vfs_);
  auto session = std::make_unique<soci::session>(soci::sqlite3, address);
  auto* handle = handle_of(*session);
  sqlite_api::sqlite3_busy_timeout(handle, static_cast<int>(busy_timeout_.count()));
  enter_wal_mode(*session, busy_timeout_);
  *session << "PRAGMA synchronous = FULL";
  *session << "PRAGMA foreign_keys = ON";
  *session << "PRAGMA cache_size = -16384";
  *session << "PRAGMA temp_store = MEMORY";
  set_copies_when_closed(handle, false);
  if (purpose == Purpose::kRead) *session << "PRAGMA query_only = ON";
  // The hook takes the place of automatic checkpoints; other connections commit nothing.
  if (purpose == Purpose::kWrite) sqlite_api::sqlite3_wal_hook(handle, report_commit, gauge_.get());
  return session;
}

std::string_view SqliteDriver::begin_text(Purpose purpose) const {
  return purpose == Purpose::kWrite ? "BEGIN IMMEDIATE" : "BEGIN";
}

void SqliteDriver::before_transaction(soci::session& session) const {
  const int pages = gauge_->pages();
  emptied_at_ = std::min(emptied_at_, pages);
  if (pages - emptied_at_ < wal_limit_pages_) return;
  // Beside a writer that never rests the checkpointer never reaches the end of the WAL, and only
  // from there it is begun anew. When it is at work this waits for it; little is left to do then.
  emptied_at_ = pages;
  checkpoint(session, "PASSIVE");
}

void SqliteDriver::before_close(soci::session& session) const {
  const std::lock_guard lock(checkpointing_);
  // Nothing is left to copy: the last one removes the empty WAL.
  if (is_emptied_) set_copies_when_closed(handle_of(session), true);
}

void SqliteDriver::checkpoint(soci::session& session, std::string_view mode) const {
  const std::lock_guard lock(checkpointing_);
  // PASSIVE does not keep the writer away. SQLite up to 3.51.2 mixes up old and new pages when the
  // writer begins the WAL anew while a checkpoint begins, and it does so once all pages are copied.
  if (mode == "PASSIVE" && !gauge_->can_copy()) return;
  if (has_sync_failed_) return;
  try {
    copy_wal(session, mode);
  } catch (const soci::soci_error&) {
    has_sync_failed_ =
        sqlite_api::sqlite3_extended_errcode(handle_of(session)) == SQLITE_IOERR_FSYNC;
    if (has_sync_failed_) {
      spdlog::error(
          "storage: the disk could not sync the database file; the WAL keeps everything and grows "
          "until the program is started again");
    }
    throw;
  }
}

void SqliteDriver::copy_wal(soci::session& session, std::string_view mode) const {
  int is_busy = 0;
  int pages = 0;
  int copied = 0;
  session << "PRAGMA wal_checkpoint(" + std::string(mode) + ")", soci::into(is_busy),
      soci::into(pages), soci::into(copied);
  gauge_->copied(copied);
  is_emptied_ = mode == "TRUNCATE" && is_busy == 0;
}

int SqliteDriver::column_count(soci::statement& statement) const {
  return sqlite_api::sqlite3_column_count(handle_of(statement));
}

bool SqliteDriver::is_integer(soci::statement& statement, int column) const {
  return sqlite_api::sqlite3_column_type(handle_of(statement), column) == SQLITE_INTEGER;
}

Failure SqliteDriver::explain(soci::session* session, const soci::soci_error& error) const {
  Failure out;
  const auto* ours = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  int code = ours != nullptr ? ours->result() : SQLITE_ERROR;
  if (session != nullptr) {
    auto* handle = handle_of(*session);
    const int extended = sqlite_api::sqlite3_extended_errcode(handle);
    if ((extended & 0xff) == (code & 0xff)) code = extended;
    out.transaction_stands =
        (code & 0xff) == SQLITE_CONSTRAINT && sqlite_api::sqlite3_get_autocommit(handle) == 0;
  }
  out.error = base::make_error(code_of(code), message_of(error));
  return out;
}

}  // namespace madoguchi::storage
