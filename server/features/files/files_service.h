#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "base/result.h"
#include "base/worker_pool.h"
#include "features/files/file.h"
#include "features/files/file_user.h"
#include "features/files/files_store.h"
#include "storage/database.h"

namespace madoguchi::features {

struct FileContents {
  File file;
  std::shared_ptr<const std::string> bytes;
};

/// Keeps what people send. The bytes are on the disk, synced, before the row is written; equal
/// bytes of a service are kept once. A file that no message has after a day goes. Safe to call from
/// every thread.
class FilesService {
 public:
  FilesService(storage::Database& db, base::WorkerPool& pool, base::IdSource& ids,
               const base::Clock& clock, std::filesystem::path folder);

  /// `name` is cleaned (path parts, control characters, length). kInvalidInput for an empty file,
  /// kTooLarge over kMaxFileBytes.
  [[nodiscard]] boost::asio::awaitable<base::Result<File>> add(base::ServiceId service,
                                                               FileUser user, std::string name,
                                                               std::string bytes);
  /// kNotFound also when the file exists but is not the user's to see: a visitor sees the files of
  /// the own thread, except those of notes.
  [[nodiscard]] boost::asio::awaitable<base::Result<FileContents>> read(base::ServiceId service,
                                                                        FileUser user,
                                                                        base::FileId id);

  /// Removes what nobody sent; call it now and then (once an hour).
  [[nodiscard]] boost::asio::awaitable<base::Status> keep_house();

 private:
  [[nodiscard]] std::filesystem::path path_of(base::ServiceId service,
                                              const std::string& sha256) const;
  /// On the pool. Begins an arrival, which ends when the row is written, or did not come to be.
  [[nodiscard]] base::Result<std::string> store_bytes(base::ServiceId service, base::FileId id,
                                                      const std::string& bytes);
  void begin_arrival(const std::filesystem::path& path);
  void end_arrival(const std::filesystem::path& path);
  /// On the writer's thread. Leaves those of a file whose row is on its way, or there again.
  [[nodiscard]] base::Status remove_bytes(storage::Connection& db,
                                          const std::vector<ContentsKey>& unused);

  storage::Database& db_;
  base::WorkerPool& pool_;
  base::IdSource& ids_;
  const base::Clock& clock_;
  const std::filesystem::path folder_;
  std::mutex mutex_;
  std::multiset<std::filesystem::path> arriving_;  ///< bytes on the disk, rows not yet
};

}  // namespace madoguchi::features
