#include "voice/media/jitter_buffer.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr JitterBuffer::Options kOptions{milliseconds(100), milliseconds(400), 0xFF};

/// One packet: when it comes, what it says, and which byte all its samples are.
struct Arrival {
  int at_ms;
  std::uint16_t sequence;
  std::uint32_t timestamp;
  int samples;
  std::uint8_t byte;
};

/// A stretch of equal samples that is read.
struct Stretch {
  int samples;
  std::uint8_t byte;
  bool operator==(const Stretch&) const = default;
};
void PrintTo(const Stretch& stretch, std::ostream* out) {
  *out << stretch.samples << " x " << int{stretch.byte};
}

std::vector<Stretch> stretches_of(const std::vector<std::uint8_t>& bytes) {
  std::vector<Stretch> found;
  for (const std::uint8_t byte : bytes) {
    if (found.empty() || found.back().byte != byte) found.push_back({0, byte});
    ++found.back().samples;
  }
  return found;
}

/// A reader that takes what is due each time before something comes, and to the end.
class Reader {
 public:
  explicit Reader(JitterBuffer::Options options = kOptions) : buffer_(options, MediaTime{}) {}

  JitterBuffer::Put put(const Arrival& arrival) {
    const MediaTime now{milliseconds(arrival.at_ms)};
    read_due(now);
    const std::vector<std::uint8_t> payload(static_cast<std::size_t>(arrival.samples),
                                            arrival.byte);
    return buffer_.put({Codec::kPcmu, arrival.sequence, arrival.timestamp, payload}, now);
  }
  void read_due(MediaTime now) { read(buffer_.due(now)); }
  /// All up to sample `end`.
  std::vector<std::uint8_t> read_to(Samples end) {
    read(end - std::ssize(heard_));
    return heard_;
  }
  [[nodiscard]] const JitterBuffer::Counts& counts() const { return buffer_.counts(); }

 private:
  void read(Samples count) {
    const std::size_t start = heard_.size();
    heard_.resize(start + static_cast<std::size_t>(count));
    missing_ += buffer_.take(std::span(heard_).subspan(start));
  }
  JitterBuffer buffer_;
  std::vector<std::uint8_t> heard_;
  Samples missing_ = 0;
};

struct Case {
  const char* what;
  std::vector<Arrival> arrivals;
  Samples end;
  std::vector<Stretch> heard;
  Samples missing;  ///< from the first packet on
};

class JitterBufferCases : public ::testing::TestWithParam<Case> {};

TEST_P(JitterBufferCases, every_sample_is_where_its_timestamp_says) {
  Reader reader;
  for (const Arrival& arrival : GetParam().arrivals) reader.put(arrival);
  EXPECT_EQ(stretches_of(reader.read_to(GetParam().end)), GetParam().heard);
  EXPECT_EQ(reader.counts().missing, GetParam().missing);
}

const Case kCases[] = {
    {"silence before the first, which begins where it came",
     {{50, 1, 7000, 160, 1}, {70, 2, 7160, 160, 2}},
     720,
     {{400, 0xFF}, {160, 1}, {160, 2}},
     400},
    {"disorder",
     {{0, 1, 0, 160, 1}, {21, 3, 320, 160, 3}, {22, 2, 160, 160, 2}},
     480,
     {{160, 1}, {160, 2}, {160, 3}},
     0},
    {"one is lost",
     {{0, 1, 0, 160, 1}, {40, 3, 320, 160, 3}},
     480,
     {{160, 1}, {160, 0xFF}, {160, 3}},
     160},
    {"one comes twice",
     {{0, 1, 0, 160, 1}, {1, 1, 0, 160, 9}, {20, 2, 160, 160, 2}},
     320,
     {{160, 1}, {160, 2}},
     0},
    {"jitter moves nothing",
     {{0, 1, 0, 160, 1}, {90, 2, 160, 160, 2}, {91, 3, 320, 160, 3}, {95, 4, 480, 160, 4}},
     640,
     {{160, 1}, {160, 2}, {160, 3}, {160, 4}},
     0},
    {"later than the delay is lost, what follows has its place",
     {{0, 1, 0, 160, 1}, {141, 2, 160, 160, 2}, {142, 4, 480, 160, 4}},
     640,
     {{160, 1}, {320, 0xFF}, {160, 4}},
     320},
    {"of a packet that is partly late the rest is heard",
     {{0, 1, 0, 160, 1}, {130, 2, 160, 160, 2}},
     320,
     {{160, 1}, {80, 0xFF}, {80, 2}},
     80},
    {"sequence numbers and timestamps wrap",
     {{0, 65'535, 0xFFFF'FF60, 160, 1}, {20, 0, 0, 160, 2}, {40, 1, 160, 160, 3}},
     480,
     {{160, 1}, {160, 2}, {160, 3}},
     0},
    {"the wrap in disorder",
     {{0, 65'534, 0xFFFF'FEC0, 160, 1}, {25, 0, 0, 160, 3}, {26, 65'535, 0xFFFF'FF60, 160, 2}},
     480,
     {{160, 1}, {160, 2}, {160, 3}},
     0},
    {"another source, far ahead, begins where it comes",
     {{0, 1, 0, 160, 1}, {20, 900, 3'000'000'000, 160, 2}, {40, 901, 3'000'000'160, 160, 3}},
     480,
     {{160, 1}, {160, 2}, {160, 3}},
     0},
    {"another source, far behind, begins where it comes",
     {{500, 7'000, 900'000, 160, 1}, {520, 12, 55, 160, 2}, {540, 13, 215, 160, 3}},
     4480,
     {{4000, 0xFF}, {160, 1}, {160, 2}, {160, 3}},
     800},
    {"a pause that the timestamps tell (no packets while nobody speaks)",
     {{0, 1, 0, 160, 1}, {200, 2, 1600, 160, 2}},
     1760,
     {{160, 1}, {1440, 0xFF}, {160, 2}},
     1440},
    {"10 and 30 ms",
     {{0, 1, 0, 80, 1}, {10, 2, 80, 240, 2}, {40, 3, 320, 80, 3}},
     400,
     {{80, 1}, {240, 2}, {80, 3}},
     0},
    {"60 ms, the second lost",
     {{0, 1, 0, 480, 1}, {120, 3, 960, 480, 3}},
     1440,
     {{480, 1}, {480, 0xFF}, {480, 3}},
     480},
};
INSTANTIATE_TEST_SUITE_P(All, JitterBufferCases, ::testing::ValuesIn(kCases));

TEST(JitterBuffer, says_what_became_of_a_packet) {
  Reader reader;
  EXPECT_EQ(reader.put({0, 1, 0, 160, 1}), JitterBuffer::Put::kKept);
  EXPECT_EQ(reader.put({0, 1, 0, 160, 1}), JitterBuffer::Put::kDuplicate);
  EXPECT_EQ(reader.put({150, 3, 320, 160, 1}), JitterBuffer::Put::kKept);
  EXPECT_EQ(reader.put({150, 2, 160, 160, 1}), JitterBuffer::Put::kLate);
  EXPECT_EQ(reader.put({150, 4, 480, 0, 1}), JitterBuffer::Put::kRefused);
  EXPECT_EQ(reader.put({150, 4, 480, 481, 1}), JitterBuffer::Put::kRefused);
  EXPECT_EQ(reader.counts().duplicate, 1);
  EXPECT_EQ(reader.counts().late, 1);
  EXPECT_EQ(reader.counts().refused, 2);
  EXPECT_EQ(reader.counts().sources, 1);
}

/// A second of packets that were held somewhere comes at once: those whose place is still open are
/// heard there, and nothing behind them is moved.
TEST(JitterBuffer, a_burst_after_a_stall_moves_nothing) {
  Reader reader;
  const auto sequence = [](int n) { return static_cast<std::uint16_t>(n); };
  const auto timestamp = [](int n) { return static_cast<std::uint32_t>(n * 160); };
  reader.put({0, 0, 0, 160, 1});
  for (int n = 1; n <= 50; ++n) reader.put({1000, sequence(n), timestamp(n), 160, 2});
  for (int n = 51; n < 60; ++n) reader.put({n * 20, sequence(n), timestamp(n), 160, 3});
  const std::vector<Stretch> heard = stretches_of(reader.read_to(60 * 160));
  EXPECT_EQ(heard, (std::vector<Stretch>{
                       {160, 1}, {7200 - 160, 0xFF}, {51 * 160 - 7200, 2}, {9 * 160, 3}}));
  EXPECT_EQ(reader.counts().sources, 1);
}

/// Some telephones stop their timestamps while they hold.
TEST(JitterBuffer, timestamps_that_paused_are_put_on_the_clock_again) {
  Reader reader;
  for (int n = 0; n < 10; ++n) {
    reader.put(
        {n * 20, static_cast<std::uint16_t>(n), static_cast<std::uint32_t>(n * 160), 160, 1});
  }
  for (int n = 10; n < 60; ++n) {
    reader.put({5000 + (n - 10) * 20, static_cast<std::uint16_t>(n),
                static_cast<std::uint32_t>(n * 160), 160, 2});
  }
  const std::vector<Stretch> heard = stretches_of(reader.read_to(6 * 8000 + 80));
  ASSERT_EQ(heard.size(), 4u);
  EXPECT_EQ(heard[0], (Stretch{1600, 1}));
  EXPECT_EQ(heard[1], (Stretch{5200 * 8 - 1600, 0xFF})) << "200 ms until it is believed";
  EXPECT_EQ(heard[2], (Stretch{6400, 2}));
  EXPECT_EQ(reader.counts().sources, 2);
}

struct DriftCase {
  const char* what;
  double clock;     ///< of the sender, beside ours
  Samples max_off;  ///< from where they came, at any time after an hour
};

class JitterBufferDrift : public ::testing::TestWithParam<DriftCase> {};

/// An hour of packets that say their number: where each is read, beside where it came.
TEST_P(JitterBufferDrift, a_sender_whose_clock_differs_stays_within_30_ms) {
  Samples worst = 0;
  JitterBuffer buffer(kOptions, MediaTime{});
  std::vector<std::uint8_t> out;
  Samples read = 0;
  const std::vector<std::uint8_t> silent(160, 1);
  std::vector<std::uint8_t> marked(160, 1);
  marked[0] = 2;
  constexpr int kPackets = 3600 * 50;
  std::vector<Samples> came;
  std::vector<Samples> heard;
  for (int n = 0; n < kPackets; ++n) {
    const MediaTime now{
        std::chrono::nanoseconds(static_cast<std::int64_t>(n * 20e6 / GetParam().clock))};
    out.resize(static_cast<std::size_t>(buffer.due(now)));
    buffer.take(out);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i] == 2) heard.push_back(read + static_cast<Samples>(i));
    }
    read += std::ssize(out);
    const bool is_marked = n % 500 == 250;
    if (is_marked) came.push_back(samples_of(now - MediaTime{}));
    buffer.put({Codec::kPcmu, static_cast<std::uint16_t>(n), static_cast<std::uint32_t>(n * 160),
                is_marked ? marked : silent},
               now);
  }
  ASSERT_GE(heard.size() + 1, came.size());
  for (std::size_t i = 0; i < heard.size(); ++i) {
    worst = std::max(worst, std::abs(heard[i] - came[i]));
  }
  EXPECT_LE(worst, 240);
  EXPECT_EQ(buffer.counts().sources, 1);
  EXPECT_LE(buffer.counts().missing, GetParam().max_off);
}

INSTANTIATE_TEST_SUITE_P(All, JitterBufferDrift,
                         ::testing::Values(DriftCase{"the same", 1.0, 0},
                                           DriftCase{"100 ppm fast", 1.0001, 0},
                                           DriftCase{"100 ppm slow", 0.9999, 3200}));

TEST(JitterBuffer, times_become_samples_exactly) {
  EXPECT_EQ(samples_of(milliseconds(20)), 160);
  EXPECT_EQ(samples_of(std::chrono::hours(24 * 400)), Samples{8000} * 86'400 * 400);
  EXPECT_EQ(samples_of(std::chrono::microseconds(124)), 0);
  EXPECT_EQ(samples_of(std::chrono::microseconds(125)), 1);
  EXPECT_EQ(duration_of(12'000), milliseconds(1500));
}

}  // namespace
}  // namespace madoguchi::voice
