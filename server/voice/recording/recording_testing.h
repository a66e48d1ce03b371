#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "voice/recording/recording_file.h"

namespace madoguchi::voice {

/// A folder that is gone after the test.
class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "madoguchi-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
    path_ = name;
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  [[nodiscard]] RecordingPlace place(const std::string& name = "1") const {
    return {path_ / "live" / (name + ".wav"), path_ / "7" / (name + ".wav")};
  }

 private:
  std::filesystem::path path_;
};

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

/// A disk on which each file has room for so many bytes, and then says what it was told to.
class SmallDisk final : public RecordingFiles {
 public:
  SmallDisk(std::size_t room, RecordingFault fault) : room_(room), fault_(fault) {}
  FileResult<std::unique_ptr<RecordingFile>> create(const RecordingPlace& place) override {
    auto made = disk_.create(place);
    if (!made) return made;
    return std::make_unique<File>(*std::move(made), room_, fault_);
  }

 private:
  class File final : public RecordingFile {
   public:
    File(std::unique_ptr<RecordingFile> file, std::size_t room, RecordingFault fault)
        : file_(std::move(file)), room_(room), fault_(fault) {}
    FileStatus append(std::span<const std::uint8_t> frames) override {
      const auto fits = frames.first(std::min(frames.size(), room_));
      if (auto written = file_->append(fits); !written) return written;
      room_ -= fits.size();
      if (fits.size() == frames.size()) return {};
      return tl::unexpected(FileFault{fault_, "the disk of the test is full"});
    }
    [[nodiscard]] Samples frames() const override { return file_->frames(); }
    FileStatus finish(const Peaks& peaks) override { return file_->finish(peaks); }

   private:
    std::unique_ptr<RecordingFile> file_;
    std::size_t room_;
    RecordingFault fault_;
  };

  DiskRecordingFiles disk_;
  const std::size_t room_;
  const RecordingFault fault_;
};

}  // namespace madoguchi::voice
