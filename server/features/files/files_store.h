#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "features/files/file.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// A file as it is kept: who sent it, and to which thread it belongs once it is part of a message.
struct StoredFile {
  File file;
  std::string sha256;  ///< 64 hex digits
  std::optional<base::VisitorId> visitor;
  std::optional<base::OperatorId> sender;
  std::optional<base::ThreadId> thread;
  std::optional<base::MessageId> message;
  bool is_of_note = false;  ///< part of a message that only operators see
};

/// The bytes of one file or of several: 64 hex digits.
struct ContentsKey {
  base::ServiceId service;
  std::string sha256;
};

namespace files_store {

[[nodiscard]] base::Status add(storage::Connection& db, base::ServiceId service,
                               const StoredFile& file, base::Time now);
[[nodiscard]] base::Result<std::optional<StoredFile>> find(storage::Connection& db,
                                                           base::ServiceId service,
                                                           base::FileId id);
[[nodiscard]] base::Result<std::vector<File>> of_message(storage::Connection& db,
                                                         base::ServiceId service,
                                                         base::MessageId message);
/// Makes a file part of a message; one that is part of another message stays there.
[[nodiscard]] base::Status attach(storage::Connection& db, base::ServiceId service, base::FileId id,
                                  base::ThreadId thread, base::MessageId message);

/// Deletes at most `limit` files that were sent before `until` and that no message has; gives the
/// contents of each.
[[nodiscard]] base::Result<std::vector<ContentsKey>> delete_unattached(storage::Connection& db,
                                                                       base::Time until, int limit);
/// One file fewer has these contents. True when it was the last: their row is gone, too.
[[nodiscard]] base::Result<bool> release_contents(storage::Connection& db, const ContentsKey& key);
/// Whether a file has these contents.
[[nodiscard]] base::Result<bool> has_contents(storage::Connection& db, const ContentsKey& key);

}  // namespace files_store
}  // namespace madoguchi::features
