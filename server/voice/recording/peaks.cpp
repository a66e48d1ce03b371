#include "voice/recording/peaks.h"

#include <algorithm>
#include <cstdlib>

namespace madoguchi::voice {
namespace {

constexpr std::string_view kMagic = "mdgpeak1";
constexpr std::size_t kHeaderSize = 16;
constexpr std::size_t kCodes = 256;

/// How loud each byte of PCMU is.
const std::array<std::uint8_t, kCodes>& loudness() {
  static const auto table = [] {
    std::array<std::uint8_t, kCodes> made{};
    for (std::size_t code = 0; code < kCodes; ++code) {
      const int sample = decode_g711(Codec::kPcmu, static_cast<std::uint8_t>(code));
      made[code] = static_cast<std::uint8_t>(std::min(255, std::abs(sample) >> 7));
    }
    return made;
  }();
  return table;
}

void put_number(std::string& out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i, value >>= 8) out += static_cast<char>(value & 0xFF);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

}  // namespace

/// Up to the end of the bucket in variables of its own: writing to the members for each sample
/// costs three times as much.
void PeakMeter::take(std::span<const std::uint8_t> frames) {
  const auto& table = loudness();
  while (frames.size() >= 2) {
    const auto room = static_cast<std::size_t>(peaks_.per_bucket - in_bucket_);
    const std::size_t count = std::min(room, frames.size() / 2);
    auto [customer, operator_side] = loudest_;
    for (std::size_t at = 0; at < 2 * count; at += 2) {
      customer = std::max(customer, table[frames[at]]);
      operator_side = std::max(operator_side, table[frames[at + 1]]);
    }
    loudest_ = {customer, operator_side};
    in_bucket_ += static_cast<Samples>(count);
    frames = frames.subspan(2 * count);
    if (count == room) close_bucket();
  }
}

void PeakMeter::close_bucket() {
  if (peaks_.sides[0].size() == kMaxBuckets) {
    halve();
    return;
  }
  for (std::size_t side = 0; side < 2; ++side) peaks_.sides[side].push_back(loudest_[side]);
  loudest_ = {};
  in_bucket_ = 0;
}

/// Two neighbours become one; the bucket that is just full becomes half of a longer one.
void PeakMeter::halve() {
  for (auto& side : peaks_.sides) {
    for (std::size_t i = 0; i < kMaxBuckets / 2; ++i) {
      side[i] = std::max(side[2 * i], side[2 * i + 1]);
    }
    side.resize(kMaxBuckets / 2);
  }
  peaks_.per_bucket *= 2;
}

Peaks PeakMeter::peaks() const {
  Peaks all = peaks_;
  if (in_bucket_ == 0) return all;
  if (all.sides[0].size() == kMaxBuckets) {  // what is over belongs to the last one
    for (std::size_t side = 0; side < 2; ++side) {
      all.sides[side].back() = std::max(all.sides[side].back(), loudest_[side]);
    }
    return all;
  }
  for (std::size_t side = 0; side < 2; ++side) all.sides[side].push_back(loudest_[side]);
  return all;
}

std::string write_peaks(const Peaks& peaks) {
  std::string out(kMagic);
  put_number(out, static_cast<std::uint32_t>(peaks.per_bucket));
  put_number(out, static_cast<std::uint32_t>(peaks.sides[0].size()));
  for (const auto& side : peaks.sides) out.append(side.begin(), side.end());
  return out;
}

std::optional<Peaks> read_peaks(std::string_view bytes) {
  if (bytes.size() < kHeaderSize || !bytes.starts_with(kMagic)) return std::nullopt;
  Peaks peaks;
  peaks.per_bucket = number_at(bytes, kMagic.size());
  const std::size_t buckets = number_at(bytes, kMagic.size() + 4);
  if (peaks.per_bucket == 0 || buckets > PeakMeter::kMaxBuckets) return std::nullopt;
  if (bytes.size() != kHeaderSize + 2 * buckets) return std::nullopt;
  for (std::size_t side = 0; side < 2; ++side) {
    const auto part = bytes.substr(kHeaderSize + side * buckets, buckets);
    peaks.sides[side].assign(part.begin(), part.end());
  }
  return peaks;
}

}  // namespace madoguchi::voice
