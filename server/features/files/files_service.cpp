#include "features/files/files_service.h"

#include <fstream>
#include <sstream>

#include <sys/stat.h>

#include "base/file.h"
#include "base/run_on_pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "features/files/files_store.h"

namespace madoguchi::features {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

constexpr base::Milliseconds kUnattachedLifetime = std::chrono::hours(24);
constexpr int kDeletedAtOnce = 500;

/// Under its hash a file is there whole or not at all; one that is there is the same.
base::Status keep_file(const fs::path& path, const fs::path& temporary, std::string_view bytes) {
  std::error_code error;
  if (fs::exists(path, error)) return {};
  fs::create_directories(path.parent_path(), error);
  error = base::write_file(temporary, bytes, S_IRUSR | S_IWUSR);
  if (!error) error = base::move_file(temporary, path);
  if (!error) return {};
  return base::fail(ErrorCode::kUnavailable, "a file could not be kept: " + error.message());
}

base::Result<std::shared_ptr<const std::string>> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return base::fail(ErrorCode::kStorage, "the bytes of a file are missing");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::make_shared<const std::string>(std::move(bytes).str());
}

bool may_see(const StoredFile& stored, const FileUser& user) {
  if (!user.visitor) return true;
  if (stored.is_of_note) return false;
  return stored.visitor == user.visitor || (stored.thread && stored.thread == user.thread);
}

struct Deleted {
  std::size_t files = 0;
  std::vector<ContentsKey> unused;  ///< contents that no file has any more
};

base::Result<Deleted> delete_unattached(storage::Connection& db, base::Time until) {
  MDG_ASSIGN(auto contents, files_store::delete_unattached(db, until, kDeletedAtOnce));
  Deleted deleted{.files = contents.size(), .unused = {}};
  for (ContentsKey& key : contents) {
    MDG_ASSIGN(const bool is_unused, files_store::release_contents(db, key));
    if (is_unused) deleted.unused.push_back(std::move(key));
  }
  return deleted;
}

base::Status check_size(const std::string& bytes) {
  if (bytes.empty()) return base::fail(base::invalid_input("body", "a file that is not empty"));
  if (bytes.size() > kMaxFileBytes) {
    return base::fail(
        {.code = ErrorCode::kTooLarge, .field = "body", .expected = "at most 10 MiB"});
  }
  return {};
}

}  // namespace

FilesService::FilesService(storage::Database& db, base::WorkerPool& pool, base::IdSource& ids,
                           const base::Clock& clock, fs::path folder)
    : db_(db), pool_(pool), ids_(ids), clock_(clock), folder_(std::move(folder)) {}

fs::path FilesService::path_of(base::ServiceId service, const std::string& sha256) const {
  return folder_ / base::to_string(service) / sha256.substr(0, 2) / sha256;
}

boost::asio::awaitable<base::Result<File>> FilesService::add(base::ServiceId service, FileUser user,
                                                             std::string name, std::string bytes) {
  MDG_CO_TRY(check_size(bytes));
  const auto kind = recognize_file(bytes, name);
  const File file{ids_.next<base::FileId>(),
                  base::clean_file_name(name),
                  kind.type,
                  static_cast<std::int64_t>(bytes.size()),
                  kind.width,
                  kind.height};
  MDG_AWAIT(const auto sha256,
            base::run_on_pool(pool_, [this, service, id = file.id, bytes = std::move(bytes)] {
              return store_bytes(service, id, bytes);
            }));
  const StoredFile stored{file, sha256, user.visitor, user.sender, {}, {}};
  auto write = [service, stored, now = clock_.now()](storage::Connection& db) {
    return files_store::add(db, service, stored, now);
  };
  const auto added = co_await db_.write(std::move(write));
  end_arrival(path_of(service, sha256));
  MDG_CO_TRY(added);
  co_return file;
}

base::Result<std::string> FilesService::store_bytes(base::ServiceId service, base::FileId id,
                                                    const std::string& bytes) {
  auto hash = base::sha256_hex(bytes);
  const auto path = path_of(service, hash);
  begin_arrival(path);
  const auto temporary = path.parent_path() / (base::to_string(id) + ".part");
  const auto written = keep_file(path, temporary, bytes);
  if (!written) end_arrival(path);
  MDG_TRY(written);
  return hash;
}

void FilesService::begin_arrival(const fs::path& path) {
  const std::lock_guard lock(mutex_);
  arriving_.insert(path);
}

void FilesService::end_arrival(const fs::path& path) {
  const std::lock_guard lock(mutex_);
  arriving_.erase(arriving_.find(path));
}

base::Status FilesService::remove_bytes(storage::Connection& db,
                                        const std::vector<ContentsKey>& unused) {
  for (const ContentsKey& key : unused) {
    const auto path = path_of(key.service, key.sha256);
    const std::lock_guard lock(mutex_);
    MDG_ASSIGN(const bool is_used, files_store::has_contents(db, key));
    std::error_code ignored;
    if (!is_used && !arriving_.contains(path)) fs::remove(path, ignored);
  }
  return {};
}

// The bytes go after the commit of the rows, which may fail, and as a write of its own: writes come
// one after the other, so a file that arrives meanwhile is among those that arrive, or its row is
// there.
boost::asio::awaitable<base::Status> FilesService::keep_house() {
  const base::Time until = clock_.now() - kUnattachedLifetime;
  Deleted deleted{.files = kDeletedAtOnce};
  while (deleted.files == kDeletedAtOnce) {
    MDG_AWAIT(deleted,
              db_.write([until](storage::Connection& db) { return delete_unattached(db, until); }));
    auto remove = [this, unused = std::move(deleted.unused)](storage::Connection& db) {
      return remove_bytes(db, unused);
    };
    MDG_AWAIT_TRY(db_.write(std::move(remove)));
  }
  co_return base::Status{};
}

boost::asio::awaitable<base::Result<FileContents>> FilesService::read(base::ServiceId service,
                                                                      FileUser user,
                                                                      base::FileId id) {
  MDG_AWAIT(auto stored, db_.read([service, id](storage::Connection& db) {
    return files_store::find(db, service, id);
  }));
  if (!stored || !may_see(*stored, user)) co_return base::fail(ErrorCode::kNotFound);
  MDG_AWAIT(auto bytes, base::run_on_pool(pool_, [path = path_of(service, stored->sha256)] {
              return read_file(path);
            }));
  co_return FileContents{stored->file, std::move(bytes)};
}

}  // namespace madoguchi::features
