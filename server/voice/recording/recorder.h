#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/worker_pool.h"
#include "voice/recording/live_recording.h"

namespace madoguchi::voice {

class RecorderListener {
 public:
  virtual ~RecorderListener() = default;
  /// Nothing is written any more: the call is over, or there was a fault and the call goes on
  /// without being recorded. Once for each recording that begin() took; on the recorder's thread or
  /// one of the pool; must not wait.
  virtual void on_recorded(const RecordingOutcome& outcome) = 0;
};

struct RecorderCounts {
  std::int64_t running = 0;
  std::int64_t recorded = 0;  ///< since the start, without those that failed
  std::int64_t failed = 0;
  std::int64_t dropped_samples = 0;  ///< of recordings that ended: a disk that kept us waiting
};

/// Records calls: media threads put packets into a ring for each call, one thread of its own writes
/// them to the files, five times a second. It is the only one that waits for the disk; what a
/// slow disk makes it miss is silence of that length. Closing, with its sync, is done on the pool.
/// A recording that fails does not touch the others.
///
/// Files, pool and listener outlive it.
class Recorder {
 public:
  static constexpr std::size_t kMaxRecordings = 4'000;

  Recorder(RecordingFiles& files, base::WorkerPool& closers, RecorderListener& listener,
           std::size_t max_recordings = kMaxRecordings);
  ~Recorder() { stop(); }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// From every thread; does not wait for the disk. Null when there are too many, or it is stopped.
  [[nodiscard]] std::shared_ptr<AudioTap> begin(RecordingOrder order);
  [[nodiscard]] RecorderCounts counts() const;
  /// Ends what runs, and comes back when everything is closed. Before the pool is stopped.
  void stop();

 private:
  using Recording = std::shared_ptr<LiveRecording>;

  void run();
  /// False: it is to end.
  [[nodiscard]] bool wait_for_work();
  void work(MediaTime now);
  void close_all(MediaTime now);
  void give_to_pool(Recording recording);
  void close(LiveRecording& recording);

  RecordingFiles& files_;
  base::WorkerPool& closers_;
  RecorderListener& listener_;
  const std::size_t max_recordings_;

  mutable std::mutex mutex_;
  std::condition_variable news_;
  std::vector<Recording> fresh_;  ///< behind the mutex, as are the next two
  std::size_t unclosed_ = 0;
  bool is_stopping_ = false;

  std::vector<Recording> running_;  ///< the recorder's thread, as is the next
  std::vector<std::uint8_t> scratch_;

  std::atomic<std::int64_t> recorded_{0};
  std::atomic<std::int64_t> failed_{0};
  std::atomic<std::int64_t> dropped_{0};
  std::thread thread_;
};

}  // namespace madoguchi::voice
