#include "storage/writer.h"

#include <algorithm>

namespace madoguchi::storage {

Writer::Writer(Session& session, const DatabaseOptions& options, const base::Clock& clock,
               std::function<void()> on_start)
    : session_(session),
      clock_(clock),
      probe_(options.probe),
      max_batch_(options.max_batch),
      queue_(options.max_queued_writes),
      thread_([this, on_start = std::move(on_start)] {
        on_start();
        run();
      }) {}

void Writer::submit(Command command) {
  command.queued_at = clock_.now();
  ++accepted_;
  const auto refusal = queue_.push(command);
  if (!refusal) return;
  --accepted_;
  if (*refusal == WorkQueue::Refusal::kFull) ++refused_;
  refuse(command, *refusal);
}

WriterCounts Writer::counts() const {
  WriterCounts out;
  out.commits = commits_;
  out.commands = commands_;
  out.statements = statements_;
  out.preparations = preparations_;
  out.replays = replays_;
  out.refused = refused_;
  out.queued = accepted_ - commands_;
  const auto in_queue = queue_.oldest();
  const std::int64_t in_hand = oldest_in_hand_;
  const auto oldest = in_hand != 0 ? base::from_unix_ms(in_hand) : in_queue.value_or(base::Time{});
  if (in_hand != 0 || in_queue) {
    out.oldest_uncommitted = std::max(base::Milliseconds(0), clock_.now() - oldest);
  }
  return out;
}

void Writer::stop() {
  queue_.close();
  if (thread_.joinable()) thread_.join();
}

void Writer::run() {
  for (auto batch = queue_.take(max_batch_); !batch.empty(); batch = queue_.take(max_batch_)) {
    process(batch);
  }
}

void Writer::process(Batch& batch) {
  oldest_in_hand_ = base::to_unix_ms(batch.front().queued_at);
  if (run_together(batch)) return;
  if (batch.size() > 1) ++replays_;
  run_one_by_one(batch);
}

bool Writer::run_together(Batch& batch) {
  Outcomes outcomes(batch.size());
  if (auto begun = session_.begin(); !begun) {
    finish_from(batch, 0, begun);
    return true;
  }
  bool changed = false;
  if (!run_all(batch, outcomes, changed)) {
    session_.roll_back();
    if (batch.size() > 1 || session_.is_lost()) return false;
    finish(batch.front(), std::move(outcomes.front()));
    return true;
  }
  const auto committed = commit(changed);
  session_.roll_back();
  if (!committed && refused_at_commit_) return false;
  finish_all(batch, outcomes, committed);
  return true;
}

bool Writer::run_all(Batch& batch, Outcomes& outcomes, bool& changed) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    outcomes[i] = session_.run_work(batch[i].work);
    if (!outcomes[i] && session_.left_traces()) return false;
    changed |= session_.changed();
  }
  return true;
}

void Writer::run_one_by_one(Batch& batch) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    oldest_in_hand_ = base::to_unix_ms(batch[i].queued_at);
    auto status = session_.begin();
    if (!status && session_.is_lost()) return finish_from(batch, i, status);
    if (status) status = run_alone(batch[i]);
    finish(batch[i], std::move(status));
  }
}

base::Status Writer::run_alone(Command& command) {
  auto status = session_.run_work(command.work);
  if (!status && session_.is_lost()) {
    // Before COMMIT: nothing of it is in the database.
    MDG_TRY(session_.begin());
    status = session_.run_work(command.work);
  }
  if (status) status = commit(session_.changed());
  session_.roll_back();
  return status;
}

base::Status Writer::commit(bool changed) {
  refused_at_commit_ = false;
  if (!changed) {
    // There is nothing whose outcome could be open.
    (void)session_.commit();
    return {};
  }
  if (probe_) MDG_TRY(probe_->before_commit());
  if (auto status = session_.commit(); !status) {
    refused_at_commit_ = status.error().code != base::ErrorCode::kUnavailable;
    return status;
  }
  ++commits_;
  return probe_ ? probe_->after_commit() : base::Status{};
}

void Writer::finish(Command& command, base::Status status) {
  oldest_in_hand_ = 0;
  statements_ += session_.take_statement_count();
  preparations_ += session_.take_preparation_count();
  ++commands_;
  answer(command, std::move(status));
}

void Writer::finish_from(Batch& batch, std::size_t first, const base::Status& status) {
  for (auto i = first; i < batch.size(); ++i) finish(batch[i], status);
}

void Writer::finish_all(Batch& batch, Outcomes& outcomes, const base::Status& committed) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (outcomes[i] && !committed) outcomes[i] = committed;
    finish(batch[i], std::move(outcomes[i]));
  }
}

}  // namespace madoguchi::storage
