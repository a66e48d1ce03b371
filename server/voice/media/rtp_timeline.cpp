#include "voice/media/rtp_timeline.h"

#include <algorithm>
#include <cstdlib>

#include "voice/media/media_clock.h"

namespace madoguchi::voice {
namespace {

/// A larger jump is a source that began anew (RFC 3550 appendix A.1, MAX_DROPOUT).
constexpr int kMaxJump = 3000;
constexpr std::int64_t kMaxTimestampJump = 60LL * kSampleRate;
constexpr int kSeenBits = 64;

}  // namespace

std::uint32_t RtpTimeline::timestamp_at(MediaTime now) const {
  if (!last_sent_) return timestamp_;
  return timestamp_ + std::max(samples_, timestamp_units(now - *last_sent_));
}

void RtpTimeline::note(std::uint32_t timestamp, std::uint32_t samples, MediaTime now) {
  timestamp_ = timestamp;
  samples_ = samples;
  last_sent_ = now;
}

std::uint16_t RtpTimeline::append(std::uint32_t timestamp, std::uint32_t samples, MediaTime now) {
  switch_source();
  note(timestamp, samples, now);
  return next_sequence_++;
}

bool RtpTimeline::continues(std::uint16_t sequence, std::uint32_t timestamp) const {
  if (!source_) return false;
  const auto ahead = static_cast<std::int16_t>(sequence - source_->last_sequence);
  const auto later = static_cast<std::int32_t>(timestamp - source_->last_timestamp);
  return std::abs(int{ahead}) <= kMaxJump && std::abs(std::int64_t{later}) <= kMaxTimestampJump;
}

void RtpTimeline::begin(std::uint16_t sequence, std::uint32_t timestamp, MediaTime now) {
  source_.emplace();
  source_->last_sequence = sequence;
  source_->last_timestamp = timestamp;
  source_->sequence_offset = static_cast<std::uint16_t>(next_sequence_ - sequence);
  source_->timestamp_offset = timestamp_at(now) - timestamp;
  ++next_sequence_;
}

void RtpTimeline::advance(std::uint16_t sequence, std::uint32_t timestamp) {
  const auto ahead = static_cast<std::uint16_t>(sequence - source_->last_sequence);
  source_->seen = ahead < kSeenBits ? source_->seen << ahead | 1 : 1;
  source_->age = std::min(source_->age + ahead, kSeenBits);
  source_->last_sequence = sequence;
  source_->last_timestamp = timestamp;
  next_sequence_ = static_cast<std::uint16_t>(sequence + source_->sequence_offset + 1);
}

/// What is older than the source's first packet would get the number of another source's.
bool RtpTimeline::admits_late(int behind) {
  if (behind >= kSeenBits || behind > source_->age) return false;
  const std::uint64_t bit = std::uint64_t{1} << behind;
  if ((source_->seen & bit) != 0) return false;
  source_->seen |= bit;
  return true;
}

std::optional<RtpTimeline::Place> RtpTimeline::place(std::uint16_t sequence,
                                                     std::uint32_t timestamp, std::uint32_t samples,
                                                     MediaTime now) {
  const bool is_first = !continues(sequence, timestamp);
  if (is_first) begin(sequence, timestamp, now);
  const auto ahead = static_cast<std::int16_t>(sequence - source_->last_sequence);
  if (!is_first && ahead <= 0 && !admits_late(-ahead)) return std::nullopt;
  if (ahead > 0) advance(sequence, timestamp);
  const Place place{is_first, static_cast<std::uint16_t>(sequence + source_->sequence_offset),
                    timestamp + source_->timestamp_offset};
  if (is_first || ahead > 0) note(place.timestamp, samples, now);
  return place;
}

}  // namespace madoguchi::voice
