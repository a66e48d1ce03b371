#include "storage/work_queue.h"

#include <spdlog/spdlog.h>

namespace madoguchi::storage {

void answer(Command& command, base::Status status) {
  try {
    command.done(std::move(status));
  } catch (const std::exception& exception) {
    spdlog::error("storage: a callback threw: {}", exception.what());
  } catch (...) {
    spdlog::error("storage: a callback threw");
  }
}

void refuse(Command& command, WorkQueue::Refusal refusal) {
  const bool is_full = refusal == WorkQueue::Refusal::kFull;
  answer(command, is_full ? base::fail(base::ErrorCode::kTryLater, "the database's queue is full")
                          : base::fail(base::ErrorCode::kUnavailable, "the database is stopped"));
}

}  // namespace madoguchi::storage
