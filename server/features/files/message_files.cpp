#include "features/files/message_files.h"

#include "features/files/files_store.h"

namespace madoguchi::features {

base::Result<std::vector<File>> files_of_message(storage::Connection& db, base::ServiceId service,
                                                 base::MessageId message) {
  return files_store::of_message(db, service, message);
}

base::Status attach_file(storage::Connection& db, base::ServiceId service, base::FileId id,
                         base::ThreadId thread, base::MessageId message) {
  return files_store::attach(db, service, id, thread, message);
}

base::Result<std::vector<File>> files_to_send(storage::Connection& db, base::ServiceId service,
                                              const FileUser& sender,
                                              const std::vector<base::FileId>& ids) {
  std::vector<File> files;
  for (const base::FileId id : ids) {
    MDG_ASSIGN(auto stored, files_store::find(db, service, id));
    if (!stored || stored->visitor != sender.visitor || stored->sender != sender.sender) {
      return base::fail(base::invalid_input("fileIds", "files that you uploaded"));
    }
    files.push_back(std::move(stored->file));
  }
  return files;
}

}  // namespace madoguchi::features
