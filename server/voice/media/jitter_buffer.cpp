#include "voice/media/jitter_buffer.h"

#include <algorithm>
#include <cstdlib>

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Packets that follow one another so far apart are of one stream.
constexpr int kLongestJump = 100;
/// A burst after a stall of the network is over by then; a sender that paused its timestamps is
/// not.
constexpr milliseconds kLongestLateness{200};
constexpr seconds kDriftWindow{5};
constexpr int kDriftPackets = 50;
constexpr Samples kDriftLimit = 160;

}  // namespace

Samples samples_of(std::chrono::nanoseconds time) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  // In two steps: the product of nanoseconds would leave 64 bits after 13 days.
  const std::int64_t whole = time.count() / kPerSecond;
  const std::int64_t rest = time.count() % kPerSecond;
  return whole * kSampleRate + rest * kSampleRate / kPerSecond;
}

milliseconds duration_of(Samples samples) { return milliseconds(samples * 1000 / kSampleRate); }

JitterBuffer::JitterBuffer(Options options, MediaTime begin)
    : options_(options),
      begin_(begin),
      ring_(static_cast<std::size_t>(samples_of(options.capacity)), kMissing) {}

/// Where it belongs by its timestamp, which wraps after six days.
Samples JitterBuffer::expected_place(const AudioPacket& packet) const {
  return anchor_->place + static_cast<std::int32_t>(packet.timestamp - anchor_->timestamp);
}

/// Whether sequence number and timestamp say the same about how far it is from the last one.
bool JitterBuffer::follows(const AudioPacket& packet) const {
  const int packets = static_cast<std::int16_t>(packet.sequence - anchor_->sequence);
  const std::int64_t samples = static_cast<std::int32_t>(packet.timestamp - anchor_->timestamp);
  if (std::abs(packets) > kLongestJump || (packets < 0) != (samples < 0)) return false;
  return std::abs(samples) <= std::abs(packets) * static_cast<std::int64_t>(kMaxPayload);
}

bool JitterBuffer::is_new_source(const AudioPacket& packet, Samples place, MediaTime now) {
  const auto length = static_cast<Samples>(packet.payload.size());
  if (place + length > next_ + size()) return true;
  if (place + length > next_) {
    late_since_.reset();
    return false;
  }
  if (!follows(packet)) return true;
  if (!late_since_) late_since_ = now;
  return now - *late_since_ >= kLongestLateness;
}

Samples JitterBuffer::begin_source(MediaTime now) {
  ++counts_.sources;
  late_since_.reset();
  drift_.reset();
  return std::max(place_of(now), next_);
}

JitterBuffer::Put JitterBuffer::put(const AudioPacket& packet, MediaTime now) {
  const auto length = static_cast<Samples>(packet.payload.size());
  if (length == 0 || packet.payload.size() > kMaxPayload) {
    ++counts_.refused;
    return Put::kRefused;
  }
  Samples place = anchor_ ? expected_place(packet) : 0;
  if (!anchor_ || is_new_source(packet, place, now)) place = begin_source(now);
  if (place + length > next_ + size()) {
    ++counts_.refused;
    return Put::kRefused;
  }
  if (place + length <= next_) {
    ++counts_.late;
    return Put::kLate;
  }
  anchor_ = Anchor{packet.sequence, packet.timestamp, place};
  const Put put = write(packet.payload, place);
  if (put == Put::kKept) watch_drift(place_of(now) - place, now);
  return put;
}

/// What is there already stays: a second source may overlap the first one.
JitterBuffer::Put JitterBuffer::write(std::span<const std::uint8_t> payload, Samples place) {
  const Samples skipped = std::max<Samples>(0, next_ - place);
  auto at = static_cast<std::size_t>((place + skipped) % size());
  int written = 0;
  for (const std::uint8_t byte : payload.subspan(static_cast<std::size_t>(skipped))) {
    if (ring_[at] == kMissing) {
      ring_[at] = byte;
      ++written;
    }
    if (++at == ring_.size()) at = 0;
  }
  if (written > 0) return Put::kKept;
  ++counts_.duplicate;
  return Put::kDuplicate;
}

void JitterBuffer::watch_drift(Samples lateness, MediaTime now) {
  if (!drift_) drift_ = Drift{now, lateness, 0};
  drift_->least_lateness = std::min(drift_->least_lateness, lateness);
  ++drift_->packets;
  if (now - drift_->since < kDriftWindow || drift_->packets < kDriftPackets) return;
  const Samples off = drift_->least_lateness;
  if (std::abs(off) > kDriftLimit) anchor_->place += off;
  drift_.reset();
}

Samples JitterBuffer::due(MediaTime now) const {
  return std::max<Samples>(0, place_of(now - options_.delay) - next_);
}

Samples JitterBuffer::take(std::span<std::uint8_t> out) {
  Samples missing = 0;
  auto at = static_cast<std::size_t>(next_ % size());
  for (std::uint8_t& byte : out) {
    const bool is_missing = ring_[at] == kMissing;
    missing += is_missing ? 1 : 0;
    byte = is_missing ? options_.silence : static_cast<std::uint8_t>(ring_[at]);
    ring_[at] = kMissing;
    if (++at == ring_.size()) at = 0;
  }
  next_ += std::ssize(out);
  if (anchor_) counts_.missing += missing;
  return missing;
}

}  // namespace madoguchi::voice
