#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "voice/recording/peaks.h"

namespace madoguchi::voice {

/// Why a recording ended before its call.
enum class RecordingFault {
  kNone,
  kDiskFull,
  kWriteError,
  kTooLong,  ///< over 24 hours
  kMissing,  ///< the file is not there (any more)
};
/// diskFull, writeError, tooLong, missing: the name in the database and in JSON; kNone is empty.
[[nodiscard]] std::string_view name_of(RecordingFault fault);

/// Of a system call's error number.
[[nodiscard]] RecordingFault fault_of(int error);

struct FileFault {
  RecordingFault what = RecordingFault::kWriteError;
  std::string detail;  ///< for the log
};
using FileStatus = tl::expected<void, FileFault>;
template <class T>
using FileResult = tl::expected<T, FileFault>;

/// Where a recording lies while it grows, and where when it is whole. Both on one file system. What
/// is in the live place when a program starts was left by one that died.
struct RecordingPlace {
  std::filesystem::path live;
  std::filesystem::path whole;
  /// Beside the whole one.
  [[nodiscard]] std::filesystem::path peaks() const;
};

/// One recording on the disk. Used by one thread at a time.
class RecordingFile {
 public:
  virtual ~RecordingFile() = default;
  /// Appends frames. After a fault a part of them may be there.
  [[nodiscard]] virtual FileStatus append(std::span<const std::uint8_t> frames) = 0;
  /// That are in the file.
  [[nodiscard]] virtual Samples frames() const = 0;
  /// Writes header and peaks, syncs, and moves the file to its whole place. Peaks that cannot be
  /// written are no fault: a recording without them can be heard.
  [[nodiscard]] virtual FileStatus finish(const Peaks& peaks) = 0;
};

/// Makes the files of recordings.
class RecordingFiles {
 public:
  virtual ~RecordingFiles() = default;
  /// kWriteError also when one of the places is taken.
  [[nodiscard]] virtual FileResult<std::unique_ptr<RecordingFile>> create(
      const RecordingPlace& place) = 0;
};

/// Files as a disk has them: files with mode 0600, folders 0700.
class DiskRecordingFiles final : public RecordingFiles {
 public:
  [[nodiscard]] FileResult<std::unique_ptr<RecordingFile>> create(
      const RecordingPlace& place) override;
};

/// Finishes what a program that died left in the live place: its length is that of the file. Reads
/// the whole file for the peaks. The value is the frames that it has.
[[nodiscard]] FileResult<Samples> repair_recording(const RecordingPlace& place);
/// The frames of a whole recording; kMissing when it is not there, kWriteError when its header is
/// not ours.
[[nodiscard]] FileResult<Samples> check_recording(const RecordingPlace& place);

}  // namespace madoguchi::voice
