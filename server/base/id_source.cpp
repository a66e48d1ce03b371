#include "base/id_source.h"

#include <algorithm>

namespace madoguchi::base {
namespace {

constexpr std::int64_t kEpochMs = 1'704'067'200'000;  // 2024-01-01T00:00:00Z
constexpr int kCounterBits = 12;
constexpr int kNodeBits = 10;
constexpr std::int64_t kLastCounter = (1 << kCounterBits) - 1;

}  // namespace

void IdSource::continue_after(std::int64_t newest) {
  // The whole millisecond counts as used: another node may have made the id.
  const std::int64_t used = (newest >> (kCounterBits + kNodeBits) << kCounterBits) | kLastCounter;
  std::int64_t last = last_.load();
  while (last < used && !last_.compare_exchange_weak(last, used)) {
  }
}

std::int64_t IdSource::next_value() {
  const std::int64_t fresh = (to_unix_ms(clock_.now()) - kEpochMs) << kCounterBits;
  std::int64_t last = last_.load();
  std::int64_t mine = 0;
  do {
    // A counter that overflows borrows from the next millisecond: still unique, still increasing.
    mine = std::max(fresh, last + 1);
  } while (!last_.compare_exchange_weak(last, mine));
  const std::int64_t ms = mine >> kCounterBits;
  const std::int64_t counter = mine & kLastCounter;
  return (ms << (kCounterBits + kNodeBits)) | (node_ << kCounterBits) | counter;
}

}  // namespace madoguchi::base
