#include "voice/recording/recording_file.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "voice/recording/wav.h"

namespace madoguchi::voice {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0600;
constexpr mode_t kFolderMode = 0700;

tl::unexpected<FileFault> fault(const char* what, const fs::path& path) {
  const int error = errno;
  return tl::unexpected(FileFault{fault_of(error), std::string(what) + " " + path.string() + ": " +
                                                       std::generic_category().message(error)});
}

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, kFileMode)) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

/// How many bytes were written at `offset` before an error, which is in errno then.
std::size_t write_at(int fd, std::span<const std::uint8_t> bytes, std::int64_t offset) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::pwrite(fd, bytes.data() + done, bytes.size() - done,
                                   offset + static_cast<std::int64_t>(done));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote == 0) errno = ENOSPC;
    if (wrote <= 0) break;
    done += static_cast<std::size_t>(wrote);
  }
  return done;
}

std::span<const std::uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// All or nothing.
void write_peaks_file(const fs::path& path, const Peaks& peaks) {
  const std::string bytes = write_peaks(peaks);
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open()) return;
  const bool is_written = write_at(file.get(), as_bytes(bytes), 0) == bytes.size();
  if (!is_written || ::fdatasync(file.get()) != 0) ::unlink(path.c_str());
}

FileStatus sync_folder(const fs::path& path) {
  const Descriptor folder(path, O_RDONLY | O_DIRECTORY);
  if (!folder.is_open() || ::fsync(folder.get()) != 0) return fault("cannot sync", path);
  return {};
}

FileStatus move_file(const RecordingPlace& place) {
  if (::rename(place.live.c_str(), place.whole.c_str()) != 0) {
    return fault("cannot move", place.live);
  }
  return sync_folder(place.whole.parent_path());
}

class DiskRecordingFile final : public RecordingFile {
 public:
  DiskRecordingFile(Descriptor file, RecordingPlace place, std::int64_t audio_bytes)
      : file_(std::move(file)), place_(std::move(place)), audio_bytes_(audio_bytes) {}

  FileStatus append(std::span<const std::uint8_t> frames) override {
    const std::size_t done =
        write_at(file_.get(), frames, static_cast<std::int64_t>(kWavHeaderSize) + audio_bytes_);
    audio_bytes_ += static_cast<std::int64_t>(done);
    if (done < frames.size()) return fault("cannot write", place_.live);
    return {};
  }

  [[nodiscard]] Samples frames() const override { return audio_bytes_ / kBytesPerFrame; }

  FileStatus finish(const Peaks& peaks) override {
    const WavHeader header = wav_header(frames());
    const auto size = static_cast<off_t>(kWavHeaderSize) + frames() * kBytesPerFrame;
    if (::ftruncate(file_.get(), size) != 0 || write_at(file_.get(), header, 0) < header.size() ||
        ::fdatasync(file_.get()) != 0) {
      return fault("cannot finish", place_.live);
    }
    write_peaks_file(place_.peaks(), peaks);
    return move_file(place_);
  }

 private:
  const Descriptor file_;
  const RecordingPlace place_;
  std::int64_t audio_bytes_;
};

std::int64_t size_of(const Descriptor& file) {
  struct stat status {};
  return ::fstat(file.get(), &status) == 0 ? status.st_size : 0;
}

FileResult<Peaks> scan_peaks(const Descriptor& file, const fs::path& path) {
  PeakMeter meter;
  std::vector<std::uint8_t> piece(std::size_t{64} * 1024);
  auto offset = static_cast<off_t>(kWavHeaderSize);
  while (true) {
    const ssize_t count = ::pread(file.get(), piece.data(), piece.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fault("cannot read", path);
    if (count < kBytesPerFrame) return meter.peaks();
    const ssize_t whole = count - count % kBytesPerFrame;
    meter.take(std::span(piece).first(static_cast<std::size_t>(whole)));
    offset += whole;
  }
}

FileStatus make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), kFolderMode) != 0 && errno != EEXIST) {
    return fault("cannot make", folder);
  }
  return {};
}

}  // namespace

std::string_view name_of(RecordingFault fault) {
  switch (fault) {
    case RecordingFault::kDiskFull:
      return "diskFull";
    case RecordingFault::kWriteError:
      return "writeError";
    case RecordingFault::kTooLong:
      return "tooLong";
    case RecordingFault::kMissing:
      return "missing";
    case RecordingFault::kNone:
      break;
  }
  return "";
}

RecordingFault fault_of(int error) {
  if (error == ENOSPC || error == EDQUOT) return RecordingFault::kDiskFull;
  return error == ENOENT ? RecordingFault::kMissing : RecordingFault::kWriteError;
}

fs::path RecordingPlace::peaks() const { return fs::path(whole).replace_extension(".peaks"); }

FileResult<std::unique_ptr<RecordingFile>> DiskRecordingFiles::create(const RecordingPlace& place) {
  for (const fs::path* path : {&place.live, &place.whole}) {
    if (auto made = make_folder(path->parent_path()); !made) return tl::unexpected(made.error());
  }
  if (::access(place.whole.c_str(), F_OK) == 0) {
    errno = EEXIST;
    return fault("cannot make", place.whole);
  }
  Descriptor file(place.live, O_RDWR | O_CREAT | O_EXCL);
  const WavHeader header = wav_header(0);
  if (!file.is_open() || write_at(file.get(), header, 0) < header.size()) {
    return fault("cannot make", place.live);
  }
  return std::make_unique<DiskRecordingFile>(std::move(file), place, 0);
}

FileResult<Samples> repair_recording(const RecordingPlace& place) {
  Descriptor file(place.live, O_RDWR | O_NOFOLLOW);
  if (!file.is_open()) return fault("cannot open", place.live);
  if (auto made = make_folder(place.whole.parent_path()); !made) {
    return tl::unexpected(made.error());
  }
  const auto peaks = scan_peaks(file, place.live);
  if (!peaks) return tl::unexpected(peaks.error());
  const auto audio = std::max<std::int64_t>(0, size_of(file) - std::int64_t{kWavHeaderSize});
  DiskRecordingFile recording(std::move(file), place, audio);
  if (auto done = recording.finish(*peaks); !done) return tl::unexpected(done.error());
  return recording.frames();
}

FileResult<Samples> check_recording(const RecordingPlace& place) {
  const Descriptor file(place.whole, O_RDONLY);
  if (!file.is_open()) return fault("cannot open", place.whole);
  WavHeader header{};
  if (::pread(file.get(), header.data(), header.size(), 0) < 0) {
    return fault("cannot read", place.whole);
  }
  if (const auto frames = read_wav_header(header)) return *frames;
  return tl::unexpected(
      FileFault{RecordingFault::kWriteError, place.whole.string() + " is no recording of ours"});
}

}  // namespace madoguchi::voice
