#include "voice/recording/live_recording.h"

#include <cmath>

#include "voice/recording/recording_testing.h"
#include "voice/recording/wav.h"

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr MediaTime kBegin{seconds(1000)};
constexpr std::uint8_t kSilence = 0xFF;

/// One side of a call: packets of a tone, 20 ms each, with timestamps of its own.
class Talker {
 public:
  Talker(CallSide side, Codec codec, std::uint32_t timestamp, std::int16_t level = 8000)
      : side_(side), codec_(codec), timestamp_(timestamp), level_(level) {}

  void say(AudioTap& tap, MediaTime now) {
    std::vector<std::int16_t> samples(kSamplesPerPacket);
    for (std::int16_t& sample : samples) sample = phase_++ % 8 < 4 ? level_ : std::int16_t(-level_);
    const auto payload = encode_g711(codec_, samples);
    tap.on_audio(side_, {codec_, sequence_++, timestamp_, payload}, now);
    timestamp_ += kSamplesPerPacket;
  }
  /// A packet that never arrives.
  void lose() {
    ++sequence_;
    timestamp_ += kSamplesPerPacket;
    phase_ += kSamplesPerPacket;
  }

 private:
  const CallSide side_;
  const Codec codec_;
  std::uint16_t sequence_ = 65'500;
  std::uint32_t timestamp_;
  int phase_ = 0;
  const std::int16_t level_;
};

class Recorded : public ::testing::Test {
 protected:
  Recorded()
      : place_(folder_.place()),
        recording_(
            std::make_unique<LiveRecording>(RecordingOrder{CallId(5), place_, kBegin}, line_)),
        tap_(std::make_unique<RecordingTap>(line_, kBegin)) {}

  /// The recorder looks as often as it does in life.
  void pass(milliseconds time, const std::function<void(MediaTime)>& each = {}) {
    for (const MediaTime end = now_ + time; now_ < end; now_ += milliseconds(20)) {
      if (each) each(now_);
      if ((now_ - kBegin) % milliseconds(200) == milliseconds(0)) work();
    }
  }
  void work() { recording_->work(*files_, now_, scratch_); }
  RecordingOutcome end() {
    tap_->on_end(now_);
    work();
    EXPECT_TRUE(recording_->is_over());
    return recording_->close();
  }
  /// One side of the file.
  std::string heard(CallSide side) {
    const std::string bytes = content_of(place_.whole).substr(kWavHeaderSize);
    std::string out;
    for (std::size_t at = side == CallSide::kCustomer ? 0 : 1; at < bytes.size(); at += 2) {
      out += bytes[at];
    }
    return out;
  }
  /// The first sample that is none of silence.
  std::size_t begin_of(CallSide side) {
    return heard(side).find_first_not_of(static_cast<char>(kSilence));
  }

  const TestFolder folder_;
  const RecordingPlace place_;
  std::unique_ptr<RecordingFiles> files_ = std::make_unique<DiskRecordingFiles>();
  std::shared_ptr<RecordingLine> line_ = std::make_shared<RecordingLine>();
  std::unique_ptr<LiveRecording> recording_;
  std::unique_ptr<RecordingTap> tap_;
  std::vector<std::uint8_t> scratch_;
  MediaTime now_ = kBegin;
};

TEST_F(Recorded, both_sides_stand_where_they_were_said) {
  Talker customer(CallSide::kCustomer, Codec::kPcma, 4'294'960'000);
  Talker operator_side(CallSide::kOperator, Codec::kPcmu, 17);
  pass(seconds(1), [&](MediaTime now) { operator_side.say(*tap_, now); });
  pass(seconds(2), [&](MediaTime now) {
    operator_side.say(*tap_, now);
    customer.say(*tap_, now);
  });
  const RecordingOutcome outcome = end();
  EXPECT_EQ(outcome.fault, RecordingFault::kNone);
  EXPECT_EQ(outcome.frames, 3 * 8000);
  EXPECT_EQ(check_recording(place_), 3 * 8000);
  EXPECT_EQ(begin_of(CallSide::kOperator), 0u);
  EXPECT_EQ(begin_of(CallSide::kCustomer), 8000u) << "1.00 s later than the operator";
  const std::string left = heard(CallSide::kCustomer).substr(8000);
  EXPECT_EQ(left.find(static_cast<char>(kSilence)), std::string::npos) << "and without a hole";
  // From PCMA, within its own steps.
  EXPECT_NEAR(decode_g711(Codec::kPcmu, static_cast<std::uint8_t>(left[0])), 8000, 300);
}

TEST_F(Recorded, what_was_lost_is_silence_of_that_length_and_moves_nothing) {
  Talker customer(CallSide::kCustomer, Codec::kPcmu, 0);
  pass(seconds(1), [&](MediaTime now) { customer.say(*tap_, now); });
  pass(milliseconds(60), [&](MediaTime) { customer.lose(); });
  pass(seconds(1), [&](MediaTime now) { customer.say(*tap_, now); });
  end();
  const std::string left = heard(CallSide::kCustomer);
  const std::size_t hole = left.find(static_cast<char>(kSilence));
  EXPECT_EQ(hole, 8000u);
  EXPECT_EQ(left.find_first_not_of(static_cast<char>(kSilence), hole), 8480u);
  EXPECT_EQ(left.size(), 16'480u);
}

TEST_F(Recorded, silence_goes_on_to_the_end_of_the_call) {
  Talker customer(CallSide::kCustomer, Codec::kPcmu, 0);
  pass(milliseconds(100), [&](MediaTime now) { customer.say(*tap_, now); });
  pass(seconds(30));
  EXPECT_EQ(end().frames, 30 * 8000 + 800);
}

/// The disk holds the recorder for six seconds: the ring takes the first of them.
TEST_F(Recorded, what_the_ring_could_not_take_is_silence_of_that_length) {
  Talker customer(CallSide::kCustomer, Codec::kPcmu, 0);
  Talker operator_side(CallSide::kOperator, Codec::kPcmu, 0);
  const auto both = [&](MediaTime now) {
    customer.say(*tap_, now);
    operator_side.say(*tap_, now);
  };
  pass(seconds(1), both);
  const MediaTime stalled = now_;
  for (; now_ < stalled + seconds(6); now_ += milliseconds(20)) both(now_);
  pass(seconds(1), both);
  const RecordingOutcome outcome = end();
  EXPECT_EQ(outcome.fault, RecordingFault::kNone);
  EXPECT_EQ(outcome.frames, 8 * 8000);
  EXPECT_GT(outcome.dropped, 2 * 2 * 8000);
  EXPECT_LT(outcome.dropped, 2 * 3 * 8000) << "the ring holds over three seconds";
  Samples silent = 0;
  for (const CallSide side : {CallSide::kCustomer, CallSide::kOperator}) {
    const std::string heard_side = heard(side);
    silent += std::ranges::count(heard_side, static_cast<char>(kSilence));
    // The first packet after the stall comes before the recorder.
    EXPECT_EQ(heard_side.substr(7 * 8000 + kSamplesPerPacket).find(static_cast<char>(kSilence)),
              std::string::npos)
        << "afterwards all is in its place again";
  }
  EXPECT_EQ(silent, outcome.dropped);
}

TEST_F(Recorded, a_full_disk_ends_the_recording_with_what_was_saved) {
  files_ = std::make_unique<SmallDisk>(2 * 8000 + 1, RecordingFault::kDiskFull);
  Talker customer(CallSide::kCustomer, Codec::kPcmu, 0);
  pass(seconds(3), [&](MediaTime now) { customer.say(*tap_, now); });
  ASSERT_TRUE(recording_->is_over());
  const RecordingOutcome outcome = recording_->close();
  EXPECT_EQ(outcome.fault, RecordingFault::kDiskFull);
  EXPECT_EQ(outcome.frames, 8000);
  EXPECT_EQ(check_recording(place_), 8000) << "it can be heard as far as it goes";
  EXPECT_EQ(read_peaks(content_of(place_.peaks()))->sides[0].size(), 50u);
  // The call goes on, and its tap asks for nothing any more.
  pass(seconds(10), [&](MediaTime now) { customer.say(*tap_, now); });
  tap_->on_end(now_);
  EXPECT_EQ(line_->dropped, 0);
}

TEST_F(Recorded, a_place_that_is_taken_fails_alone) {
  auto other = files_->create(place_);
  ASSERT_TRUE(other);
  work();
  ASSERT_TRUE(recording_->is_over());
  const RecordingOutcome outcome = recording_->close();
  EXPECT_EQ(outcome.fault, RecordingFault::kWriteError);
  EXPECT_EQ(outcome.frames, 0);
  EXPECT_FALSE(outcome.detail.empty());
}

TEST_F(Recorded, a_tap_that_is_dropped_ends_the_recording_at_its_last_packet) {
  Talker customer(CallSide::kCustomer, Codec::kPcmu, 0);
  pass(seconds(1), [&](MediaTime now) { customer.say(*tap_, now); });
  tap_.reset();
  pass(seconds(5));
  ASSERT_TRUE(recording_->is_over());
  EXPECT_EQ(recording_->close().frames, 8000 - 160);
}

TEST_F(Recorded, the_end_is_told_once) {
  pass(seconds(1));
  tap_->on_end(now_);
  now_ += seconds(1);
  tap_->on_end(now_);
  tap_.reset();
  work();
  EXPECT_EQ(recording_->close().frames, 8000);
}

TEST(PacketRing, gives_back_what_it_took_in_order_over_its_end) {
  PacketRing ring(1024);
  PacketRing::Entry entry;
  PacketRing::Buffer buffer;
  for (std::uint16_t n = 0; n < 1000; ++n) {
    const std::vector<std::uint8_t> payload(n % 481, static_cast<std::uint8_t>(n));
    const AudioPacket packet{n % 3 == 0 ? Codec::kPcma : Codec::kPcmu, n, n * 7u, payload};
    const MediaTime at{seconds(n)};
    ASSERT_TRUE(ring.push(n % 2 == 0 ? CallSide::kCustomer : CallSide::kOperator, packet, at));
    ASSERT_TRUE(ring.pop(entry, buffer));
    EXPECT_EQ(entry.packet.sequence, n);
    EXPECT_EQ(entry.packet.timestamp, n * 7u);
    EXPECT_EQ(entry.packet.codec, packet.codec);
    EXPECT_EQ(entry.side, n % 2 == 0 ? CallSide::kCustomer : CallSide::kOperator);
    EXPECT_EQ(entry.at, at);
    EXPECT_TRUE(std::ranges::equal(entry.packet.payload, payload));
  }
  EXPECT_FALSE(ring.pop(entry, buffer));
}

TEST(PacketRing, takes_what_fits_and_no_packet_that_is_too_long) {
  PacketRing ring(1024);
  const std::vector<std::uint8_t> payload(160, 1);
  int taken = 0;
  while (ring.push(CallSide::kCustomer, {Codec::kPcmu, 0, 0, payload}, {})) ++taken;
  EXPECT_EQ(taken, 5);
  PacketRing::Entry entry;
  PacketRing::Buffer buffer;
  ASSERT_TRUE(ring.pop(entry, buffer));
  EXPECT_TRUE(ring.push(CallSide::kCustomer, {Codec::kPcmu, 0, 0, payload}, {}));
  const std::vector<std::uint8_t> too_long(481, 1);
  PacketRing large(65'536);
  EXPECT_FALSE(large.push(CallSide::kCustomer, {Codec::kPcmu, 0, 0, too_long}, {}));
}

/// Each byte says which packet it is of: a torn or lost packet shows.
TEST(PacketRing, two_threads_never_see_half_of_a_packet) {
  PacketRing ring(4096);
  constexpr std::uint32_t kPackets = 200'000;
  std::thread producer([&] {
    for (std::uint32_t n = 0; n < kPackets;) {
      const std::vector<std::uint8_t> payload(n % 200, static_cast<std::uint8_t>(n));
      if (ring.push(CallSide::kCustomer, {Codec::kPcmu, 0, n, payload}, {})) {
        ++n;
      } else {
        std::this_thread::yield();
      }
    }
  });
  PacketRing::Entry entry;
  PacketRing::Buffer buffer;
  bool is_sound = true;
  for (std::uint32_t n = 0; n < kPackets;) {
    if (!ring.pop(entry, buffer)) {
      std::this_thread::yield();
      continue;
    }
    is_sound = is_sound && entry.packet.timestamp == n && entry.packet.payload.size() == n % 200;
    for (const std::uint8_t byte : entry.packet.payload) {
      is_sound = is_sound && byte == static_cast<std::uint8_t>(n);
    }
    ++n;
  }
  producer.join();
  EXPECT_TRUE(is_sound);
}

}  // namespace
}  // namespace madoguchi::voice
