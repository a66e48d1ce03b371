#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "base/result.h"
#include "base/worker_pool.h"
#include "features/files/file.h"
#include "features/files/file_user.h"
#include "storage/database.h"

namespace madoguchi::features {

struct FileContents {
  File file;
  std::shared_ptr<const std::string> bytes;
};

/// Keeps what people send. The bytes are on the disk, synced, before the row is written; equal
/// bytes of a service are kept once. Safe to call from every thread.
class FilesService {
 public:
  FilesService(storage::Database& db, base::WorkerPool& pool, base::IdSource& ids,
               const base::Clock& clock, std::filesystem::path folder);

  /// `name` is cleaned (path parts, control characters, length). kInvalidInput for an empty file,
  /// kTooLarge over kMaxFileBytes.
  [[nodiscard]] boost::asio::awaitable<base::Result<File>> add(base::ServiceId service,
                                                               FileUser user, std::string name,
                                                               std::string bytes);
  /// kNotFound also when the file exists but is not the user's to see.
  [[nodiscard]] boost::asio::awaitable<base::Result<FileContents>> read(base::ServiceId service,
                                                                        FileUser user,
                                                                        base::FileId id);

 private:
  [[nodiscard]] std::filesystem::path path_of(base::ServiceId service,
                                              const std::string& sha256) const;

  storage::Database& db_;
  base::WorkerPool& pool_;
  base::IdSource& ids_;
  const base::Clock& clock_;
  const std::filesystem::path folder_;
};

}  // namespace madoguchi::features
