#include "voice/recording/recorder.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <pthread.h>

namespace madoguchi::voice {
namespace {

constexpr std::chrono::milliseconds kTick{200};

}  // namespace

Recorder::Recorder(RecordingFiles& files, base::WorkerPool& closers, RecorderListener& listener,
                   std::size_t max_recordings)
    : files_(files),
      closers_(closers),
      listener_(listener),
      max_recordings_(max_recordings),
      thread_([this] { run(); }) {}

std::shared_ptr<AudioTap> Recorder::begin(RecordingOrder order) {
  auto line = std::make_shared<RecordingLine>();
  auto tap = std::make_shared<RecordingTap>(line, order.begin);
  auto recording = std::make_shared<LiveRecording>(std::move(order), std::move(line));
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || unclosed_ >= max_recordings_) return nullptr;
    fresh_.push_back(std::move(recording));
    ++unclosed_;
  }
  news_.notify_all();
  return tap;
}

RecorderCounts Recorder::counts() const {
  const std::lock_guard lock(mutex_);
  return {static_cast<std::int64_t>(unclosed_), recorded_, failed_, dropped_};
}

void Recorder::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  news_.notify_all();
  if (thread_.joinable()) thread_.join();
  std::unique_lock lock(mutex_);
  news_.wait(lock, [this] { return unclosed_ == 0; });
}

void Recorder::run() {
  ::pthread_setname_np(::pthread_self(), "recorder");
  while (wait_for_work()) work(std::chrono::steady_clock::now());
  close_all(std::chrono::steady_clock::now());
}

bool Recorder::wait_for_work() {
  std::unique_lock lock(mutex_);
  if (running_.empty()) {
    news_.wait(lock, [this] { return is_stopping_ || !fresh_.empty(); });
  } else {
    news_.wait_for(lock, kTick, [this] { return is_stopping_; });
  }
  running_.insert(running_.end(), fresh_.begin(), fresh_.end());
  fresh_.clear();
  return !is_stopping_;
}

void Recorder::work(MediaTime now) {
  for (const Recording& recording : running_) recording->work(files_, now, scratch_);
  const auto over = std::partition(running_.begin(), running_.end(),
                                   [](const Recording& each) { return !each->is_over(); });
  for (auto each = over; each != running_.end(); ++each) give_to_pool(std::move(*each));
  running_.erase(over, running_.end());
}

void Recorder::close_all(MediaTime now) {
  for (const Recording& recording : running_) recording->end(now);
  work(now);
}

/// A pool that is full makes us do it ourselves: the rings wait meanwhile.
void Recorder::give_to_pool(Recording recording) {
  if (!closers_.submit([this, recording] { close(*recording); })) close(*recording);
}

void Recorder::close(LiveRecording& recording) {
  const RecordingOutcome outcome = recording.close();
  ++(outcome.fault == RecordingFault::kNone ? recorded_ : failed_);
  dropped_ += outcome.dropped;
  listener_.on_recorded(outcome);
  const std::lock_guard lock(mutex_);
  --unclosed_;
  news_.notify_all();
}

}  // namespace madoguchi::voice
