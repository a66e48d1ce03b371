#include "voice/recording/recorder.h"

#include <map>

#include "voice/recording/recording_testing.h"

namespace madoguchi::voice {
namespace {

using std::chrono::seconds;

constexpr seconds kPatience{20};

class Told final : public RecorderListener {
 public:
  void on_recorded(const RecordingOutcome& outcome) override {
    const std::lock_guard lock(mutex_);
    outcomes_[outcome.call.value()] = outcome;
    ++times_;
    news_.notify_all();
  }
  /// Nothing when it is not told in time.
  std::optional<RecordingOutcome> wait(std::int64_t call) {
    std::unique_lock lock(mutex_);
    if (!news_.wait_for(lock, kPatience, [&] { return outcomes_.contains(call); })) return {};
    return outcomes_[call];
  }
  int times() {
    const std::lock_guard lock(mutex_);
    return times_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable news_;
  std::map<std::int64_t, RecordingOutcome> outcomes_;
  int times_ = 0;
};

/// Room on the disk for all but one recording.
class OneFails final : public RecordingFiles {
 public:
  explicit OneFails(std::filesystem::path name) : name_(std::move(name)) {}
  FileResult<std::unique_ptr<RecordingFile>> create(const RecordingPlace& place) override {
    return place.whole.filename() == name_ ? full_.create(place) : disk_.create(place);
  }

 private:
  const std::filesystem::path name_;
  SmallDisk full_{800, RecordingFault::kDiskFull};
  DiskRecordingFiles disk_;
};

/// Audio of so many packets, from `begin` on.
void say(AudioTap& tap, MediaTime begin, int packets) {
  const std::vector<std::uint8_t> payload(kSamplesPerPacket, 0x80);
  for (int n = 0; n < packets; ++n) {
    tap.on_audio(
        CallSide::kCustomer,
        {Codec::kPcmu, static_cast<std::uint16_t>(n), static_cast<std::uint32_t>(n * 160), payload},
        begin + n * MediaThread::kTick);
  }
}

class RecorderTest : public ::testing::Test {
 protected:
  RecordingOrder order(std::int64_t call) {
    return {CallId(call), folder_.place(std::to_string(call)), begin_};
  }

  const TestFolder folder_;
  /// Far ahead: what is due depends on the packets alone, however slow the machine is.
  const MediaTime begin_ = std::chrono::steady_clock::now() + std::chrono::hours(24);
  base::WorkerPool pool_{2, 256};
  Told told_;
};

TEST_F(RecorderTest, writes_many_calls_at_once_and_tells_each_end) {
  DiskRecordingFiles files;
  Recorder recorder(files, pool_, told_);
  constexpr int kCalls = 50;
  std::vector<std::shared_ptr<AudioTap>> taps;
  for (int call = 1; call <= kCalls; ++call) {
    taps.push_back(recorder.begin(order(call)));
    ASSERT_TRUE(taps.back());
  }
  EXPECT_EQ(recorder.counts().running, kCalls);
  for (int call = 1; call <= kCalls; ++call) {
    AudioTap& tap = *taps[static_cast<std::size_t>(call - 1)];
    say(tap, begin_, call);
    tap.on_end(begin_ + call * MediaThread::kTick);
  }
  for (int call = 1; call <= kCalls; ++call) {
    const auto outcome = told_.wait(call);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->fault, RecordingFault::kNone) << outcome->detail;
    EXPECT_EQ(outcome->frames, call * kSamplesPerPacket);
    EXPECT_EQ(check_recording(folder_.place(std::to_string(call))), call * kSamplesPerPacket);
  }
  recorder.stop();
  EXPECT_EQ(recorder.counts().recorded, kCalls);
  EXPECT_EQ(recorder.counts().running, 0);
}

TEST_F(RecorderTest, one_that_fails_is_told_at_once_and_touches_no_other) {
  OneFails files("2.wav");
  Recorder recorder(files, pool_, told_);
  const auto first = recorder.begin(order(1));
  const auto second = recorder.begin(order(2));
  say(*first, begin_, 60);
  say(*second, begin_, 60);
  const auto failed = told_.wait(2);
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->fault, RecordingFault::kDiskFull);
  EXPECT_EQ(failed->frames, 400);
  first->on_end(begin_ + 60 * MediaThread::kTick);
  const auto recorded = told_.wait(1);
  ASSERT_TRUE(recorded);
  EXPECT_EQ(recorded->fault, RecordingFault::kNone);
  EXPECT_EQ(recorded->frames, 60 * kSamplesPerPacket);
  second->on_end(begin_ + seconds(1));
  recorder.stop();
  EXPECT_EQ(told_.times(), 2) << "each once";
  EXPECT_EQ(recorder.counts().failed, 1);
  EXPECT_EQ(recorder.counts().recorded, 1);
}

TEST_F(RecorderTest, closes_what_still_runs_when_it_is_stopped) {
  DiskRecordingFiles files;
  Recorder recorder(files, pool_, told_);
  const auto tap = recorder.begin(order(1));
  say(*tap, begin_, 5);
  recorder.stop();
  EXPECT_EQ(told_.times(), 1);
  EXPECT_TRUE(check_recording(folder_.place("1")));
  EXPECT_FALSE(recorder.begin(order(2))) << "nothing is recorded any more";
  tap->on_end(begin_ + seconds(1));
}

TEST_F(RecorderTest, closes_itself_when_the_pool_takes_nothing) {
  pool_.stop();
  DiskRecordingFiles files;
  Recorder recorder(files, pool_, told_);
  recorder.begin(order(1))->on_end(begin_);
  ASSERT_TRUE(told_.wait(1));
}

TEST_F(RecorderTest, takes_only_so_many) {
  DiskRecordingFiles files;
  Recorder recorder(files, pool_, told_, 2);
  const auto first = recorder.begin(order(1));
  const auto second = recorder.begin(order(2));
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(recorder.begin(order(3)));
  first->on_end(begin_);
  ASSERT_TRUE(told_.wait(1));
  recorder.stop();
  EXPECT_EQ(told_.times(), 2);
}

}  // namespace
}  // namespace madoguchi::voice
