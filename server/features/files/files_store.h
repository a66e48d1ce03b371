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

}  // namespace files_store
}  // namespace madoguchi::features
