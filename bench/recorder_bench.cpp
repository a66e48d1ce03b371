// What recording costs: one iteration is a second of `range(0)` calls with voice on both sides,
// media threads' part and recorder's part apart, so that "calls a core" can be read from the
// counter. Files are written to the folder for temporary files; `null` throws the frames away.
#include <filesystem>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include "voice/recording/live_recording.h"

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;

class NullFiles final : public RecordingFiles {
 public:
  FileResult<std::unique_ptr<RecordingFile>> create(const RecordingPlace&) override {
    return std::make_unique<File>();
  }

 private:
  class File final : public RecordingFile {
   public:
    FileStatus append(std::span<const std::uint8_t> frames) override {
      frames_ += std::ssize(frames) / 2;
      return {};
    }
    [[nodiscard]] Samples frames() const override { return frames_; }
    FileStatus finish(const Peaks&) override { return {}; }

   private:
    Samples frames_ = 0;
  };
};

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "madoguchi-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] RecordingPlace place(int n) const {
    const std::string name = std::to_string(n) + ".wav";
    return {path_ / "live" / name, path_ / "1" / name};
  }

 private:
  std::filesystem::path path_;
};

/// So many calls, all in step.
class Calls {
 public:
  Calls(int count, RecordingFiles& files) : files_(files), payload_(kSamplesPerPacket, 0x55) {
    for (int n = 0; n < count; ++n) {
      auto line = std::make_shared<RecordingLine>();
      taps_.push_back(std::make_unique<RecordingTap>(line, now_));
      recordings_.push_back(std::make_unique<LiveRecording>(
          RecordingOrder{CallId(n + 1), folder_.place(n), now_}, std::move(line)));
    }
  }

  void talk() {
    for (int packet = 0; packet < 10; ++packet) {
      const auto n = packets_++;
      const AudioPacket audio{Codec::kPcma, static_cast<std::uint16_t>(n),
                              static_cast<std::uint32_t>(n * kSamplesPerPacket), payload_};
      for (const auto& tap : taps_) {
        tap->on_audio(CallSide::kCustomer, audio, now_);
        tap->on_audio(CallSide::kOperator, audio, now_);
      }
      now_ += MediaThread::kTick;
    }
  }
  void record() {
    for (const auto& recording : recordings_) recording->work(files_, now_, scratch_);
  }

 private:
  RecordingFiles& files_;
  const Folder folder_;
  const std::vector<std::uint8_t> payload_;
  MediaTime now_{std::chrono::hours(1)};
  std::int64_t packets_ = 0;
  std::vector<std::unique_ptr<RecordingTap>> taps_;
  std::vector<std::unique_ptr<LiveRecording>> recordings_;
  std::vector<std::uint8_t> scratch_;
};

enum class Part { kTaps, kRecorder };

void measure(benchmark::State& state, RecordingFiles& files, Part part) {
  const auto count = static_cast<int>(state.range(0));
  Calls calls(count, files);
  const auto run = [&](Part which, auto work) {
    if (which != part) state.PauseTiming();
    work();
    if (which != part) state.ResumeTiming();
  };
  for (auto _ : state) {
    for (int fifth = 0; fifth < 5; ++fifth) {
      run(Part::kTaps, [&] { calls.talk(); });
      run(Part::kRecorder, [&] { calls.record(); });
    }
  }
  state.counters["calls_a_core"] =
      benchmark::Counter(static_cast<double>(count) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}

void taps(benchmark::State& state) {
  NullFiles files;
  measure(state, files, Part::kTaps);
}
void recorder_null(benchmark::State& state) {
  NullFiles files;
  measure(state, files, Part::kRecorder);
}
void recorder_disk(benchmark::State& state) {
  DiskRecordingFiles files;
  measure(state, files, Part::kRecorder);
}

BENCHMARK(taps)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(recorder_null)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(recorder_disk)->Arg(100)->Arg(1000)->Iterations(20)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace madoguchi::voice

BENCHMARK_MAIN();
