#pragma once

#include <vector>

#include "base/result.h"
#include "features/files/file.h"
#include "features/files/file_user.h"
#include "storage/connection.h"

namespace madoguchi::features {

// The files of messages, for whoever reads or writes messages in a transaction of their own.

/// In the order in which they were sent.
[[nodiscard]] base::Result<std::vector<File>> files_of_message(storage::Connection& db,
                                                               base::ServiceId service,
                                                               base::MessageId message);
/// Makes a file part of a message; one that is part of another message stays there.
[[nodiscard]] base::Status attach_file(storage::Connection& db, base::ServiceId service,
                                       base::FileId id, base::ThreadId thread,
                                       base::MessageId message);
/// The files that a message is to have: kInvalidInput (fileIds) unless `sender` uploaded them all.
[[nodiscard]] base::Result<std::vector<File>> files_to_send(storage::Connection& db,
                                                            base::ServiceId service,
                                                            const FileUser& sender,
                                                            const std::vector<base::FileId>& ids);

}  // namespace madoguchi::features
