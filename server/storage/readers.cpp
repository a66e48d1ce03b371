#include "storage/readers.h"

namespace madoguchi::storage {
namespace {

base::Status read_once(Session& session, const Database::Work& work) {
  MDG_TRY(session.begin());
  auto status = session.run_work(work);
  session.roll_back();  // nothing to keep: the end of the snapshot
  return status;
}

}  // namespace

Readers::Readers(std::vector<std::unique_ptr<Session>> sessions, int max_queued,
                 std::function<void()> on_start)
    : sessions_(std::move(sessions)), queue_(max_queued) {
  for (auto& session : sessions_) {
    threads_.emplace_back([this, &session = *session, on_start] {
      on_start();
      run(session);
    });
  }
}

void Readers::submit(Command command) {
  if (const auto refusal = queue_.push(command)) refuse(command, *refusal);
}

void Readers::stop() {
  queue_.close();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Readers::run(Session& session) {
  for (auto taken = queue_.take(1); !taken.empty(); taken = queue_.take(1)) {
    auto& command = taken.front();
    const bool was_connected = !session.is_lost();
    auto status = read_once(session, command.work);
    if (!status && session.is_lost() && was_connected) status = read_once(session, command.work);
    answer(command, std::move(status));
  }
}

}  // namespace madoguchi::storage
