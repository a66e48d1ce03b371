#include "voice/recording/recording_file.h"

#include <cerrno>

#include <sys/stat.h>

#include "voice/recording/recording_testing.h"
#include "voice/recording/wav.h"

namespace madoguchi::voice {
namespace {

namespace fs = std::filesystem;

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Frames whose left is loud and right silent.
std::vector<std::uint8_t> loud_left(std::size_t frames) {
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < frames; ++i) {
    out.push_back(0x80);
    out.push_back(0xFF);
  }
  return out;
}

TEST(Wav, the_header_is_that_of_two_channels_of_mulaw) {
  const WavHeader header = wav_header(1000);
  const std::string text(header.begin(), header.end());
  using namespace std::string_literals;
  EXPECT_EQ(text.substr(0, 4), "RIFF");
  EXPECT_EQ(text.substr(4, 4), "\x02\x08\0\0"s) << "2,000 bytes of audio and 50 of the header";
  EXPECT_EQ(text.substr(8, 8), "WAVEfmt ");
  EXPECT_EQ(text.substr(16, 22), "\x12\0\0\0\x07\0\x02\0\x40\x1F\0\0\x80\x3E\0\0\x02\0\x08\0\0\0"s);
  EXPECT_EQ(text.substr(38, 12), "fact\x04\0\0\0\xE8\x03\0\0"s);
  EXPECT_EQ(text.substr(50, 8), "data\xD0\x07\0\0"s);
}

TEST(Wav, only_our_own_header_is_read) {
  const WavHeader header = wav_header(123'456'789);
  EXPECT_EQ(read_wav_header(header), 123'456'789);
  EXPECT_FALSE(read_wav_header(std::span(header).first(57)));
  for (std::size_t at = 0; at < header.size(); ++at) {
    WavHeader broken = header;
    broken[at] ^= 1;
    EXPECT_FALSE(read_wav_header(broken)) << at;
  }
}

TEST(Peaks, are_the_loudest_sample_of_each_piece_and_side) {
  PeakMeter meter;
  std::vector<std::uint8_t> frames(2 * 400, 0xFF);
  frames[2 * 100] = 0x80;      // the loudest, of the customer in the first 20 ms
  frames[2 * 170 + 1] = 0x00;  // the loudest below zero, of the operator in the second
  meter.take(frames);
  const Peaks peaks = meter.peaks();
  EXPECT_EQ(peaks.per_bucket, 160);
  EXPECT_EQ(peaks.sides[0], (std::vector<std::uint8_t>{250, 0, 0}));
  EXPECT_EQ(peaks.sides[1], (std::vector<std::uint8_t>{0, 250, 0}));
}

TEST(Peaks, do_not_grow_with_the_recording) {
  PeakMeter meter;
  std::vector<std::uint8_t> second(2 * 8000, 0xFF);
  std::vector<std::uint8_t> marked = second;
  marked[0] = 0x80;
  constexpr int kSeconds = 3600;
  for (int n = 0; n < kSeconds; ++n) meter.take(n == 1800 ? marked : second);
  const Peaks peaks = meter.peaks();
  EXPECT_LE(peaks.sides[0].size(), PeakMeter::kMaxBuckets);
  EXPECT_GE(peaks.sides[0].size(), PeakMeter::kMaxBuckets / 2);
  const auto loud = std::ranges::max_element(peaks.sides[0]) - peaks.sides[0].begin();
  EXPECT_EQ(loud, Samples{1800} * 8000 / peaks.per_bucket);
  EXPECT_EQ(std::ranges::count(peaks.sides[0], 0), std::ssize(peaks.sides[0]) - 1);
}

TEST(Peaks, are_read_as_they_were_written_and_nothing_else_is) {
  PeakMeter meter;
  meter.take(loud_left(1000));
  const std::string bytes = write_peaks(meter.peaks());
  EXPECT_EQ(read_peaks(bytes), meter.peaks());
  EXPECT_FALSE(read_peaks(bytes.substr(0, bytes.size() - 1)));
  EXPECT_FALSE(read_peaks(bytes + "x"));
  EXPECT_FALSE(read_peaks("mdgpeak2" + bytes.substr(8)));
  EXPECT_FALSE(read_peaks(""));
}

TEST(RecordingFile, is_whole_in_its_place_when_it_is_finished) {
  const TestFolder folder;
  const RecordingPlace place = folder.place();
  auto file = DiskRecordingFiles().create(place);
  ASSERT_TRUE(file) << file.error().detail;
  ASSERT_TRUE((*file)->append(loud_left(300)));
  ASSERT_TRUE((*file)->append(loud_left(20)));
  EXPECT_EQ((*file)->frames(), 320);
  EXPECT_FALSE(fs::exists(place.whole));
  PeakMeter meter;
  meter.take(loud_left(320));
  ASSERT_TRUE((*file)->finish(meter.peaks()));
  EXPECT_FALSE(fs::exists(place.live));
  const std::string bytes = content_of(place.whole);
  EXPECT_EQ(bytes.size(), kWavHeaderSize + 640);
  EXPECT_EQ(read_wav_header(bytes_of(bytes)), 320);
  EXPECT_EQ(read_peaks(content_of(place.peaks())), meter.peaks());
  EXPECT_EQ(check_recording(place), 320);
}

TEST(RecordingFile, nobody_else_on_the_machine_can_read_it) {
  const TestFolder folder;
  const RecordingPlace place = folder.place();
  auto file = DiskRecordingFiles().create(place);
  ASSERT_TRUE(file);
  ASSERT_TRUE((*file)->finish({}));
  const auto mode = [](const fs::path& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777;
  };
  EXPECT_EQ(mode(place.whole), 0600u);
  EXPECT_EQ(mode(place.peaks()), 0600u);
  EXPECT_EQ(mode(place.whole.parent_path()), 0700u);
  EXPECT_EQ(mode(place.live.parent_path()), 0700u);
}

TEST(RecordingFile, never_takes_the_place_of_another) {
  const TestFolder folder;
  const RecordingPlace place = folder.place();
  DiskRecordingFiles files;
  auto first = files.create(place);
  ASSERT_TRUE(first);
  EXPECT_FALSE(files.create(place)) << "it is being written";
  ASSERT_TRUE((*first)->append(loud_left(5)));
  ASSERT_TRUE((*first)->finish({}));
  EXPECT_FALSE(files.create(place)) << "it is whole";
  EXPECT_EQ(check_recording(place), 5);
}

TEST(RecordingFile, says_why_it_failed) {
  EXPECT_EQ(fault_of(ENOSPC), RecordingFault::kDiskFull);
  EXPECT_EQ(fault_of(EDQUOT), RecordingFault::kDiskFull);
  EXPECT_EQ(fault_of(ENOENT), RecordingFault::kMissing);
  EXPECT_EQ(fault_of(EIO), RecordingFault::kWriteError);
}

TEST(RecordingFile, never_writes_through_a_link) {
  const TestFolder folder;
  const RecordingPlace place = folder.place();
  fs::create_directory(place.live.parent_path());
  fs::create_symlink("elsewhere", place.live);
  EXPECT_FALSE(DiskRecordingFiles().create(place));
  EXPECT_FALSE(repair_recording(place));
}

TEST(RecordingFile, what_a_dead_program_left_is_repaired) {
  const TestFolder folder;
  const RecordingPlace place = folder.place();
  {
    auto file = DiskRecordingFiles().create(place);
    ASSERT_TRUE(file);
    ASSERT_TRUE((*file)->append(loud_left(50'000)));
    const std::vector<std::uint8_t> half(1, 0x80);
    ASSERT_TRUE((*file)->append(half));
  }
  EXPECT_EQ(read_wav_header(bytes_of(content_of(place.live))), 0) << "as it is while it grows";
  const auto frames = repair_recording(place);
  ASSERT_TRUE(frames) << frames.error().detail;
  EXPECT_EQ(*frames, 50'000);
  EXPECT_EQ(check_recording(place), 50'000);
  EXPECT_EQ(content_of(place.whole).size(), kWavHeaderSize + 100'000) << "no half of a frame";
  PeakMeter meter;
  meter.take(loud_left(50'000));
  EXPECT_EQ(read_peaks(content_of(place.peaks())), meter.peaks());
  EXPECT_FALSE(fs::exists(place.live));
}

TEST(RecordingFile, a_file_that_died_in_its_header_is_an_empty_recording) {
  const TestFolder folder;
  const RecordingPlace place = folder.place();
  fs::create_directory(place.live.parent_path());
  std::ofstream(place.live) << "RIFF";
  EXPECT_EQ(repair_recording(place), 0);
  EXPECT_EQ(check_recording(place), 0);
}

TEST(RecordingFile, one_that_is_gone_is_missing) {
  const TestFolder folder;
  EXPECT_EQ(repair_recording(folder.place()).error().what, RecordingFault::kMissing);
  EXPECT_EQ(check_recording(folder.place()).error().what, RecordingFault::kMissing);
}

}  // namespace
}  // namespace madoguchi::voice
