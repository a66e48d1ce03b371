// Sequence numbers, timestamps and times of arrival as strangers may choose them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "require.h"
#include "voice/recording/stereo_track.h"

namespace {

struct Step {
  std::uint32_t timestamp;
  std::uint16_t sequence;
  std::uint16_t wait;  ///< in eighths of a millisecond, up to a second
  std::uint16_t length;
  std::uint8_t flags;
};

bool read_step(const std::uint8_t*& data, std::size_t& size, Step& step) {
  constexpr std::size_t kBytes = 11;
  if (size < kBytes) return false;
  std::memcpy(&step.timestamp, data, 4);
  std::memcpy(&step.sequence, data + 4, 2);
  std::memcpy(&step.wait, data + 6, 2);
  std::memcpy(&step.length, data + 8, 2);
  step.flags = data[10];
  data += kBytes;
  size -= kBytes;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace madoguchi::voice;
  using madoguchi::fuzz::require;
  const MediaTime begin{};
  MediaTime now = begin;
  StereoTrack track(begin);
  std::vector<std::uint8_t> out;
  std::size_t heard = 0;
  Step step{};
  while (read_step(data, size, step)) {
    now += std::chrono::microseconds(step.wait % 8000 * 125);
    const std::vector<std::uint8_t> payload(step.length % 512, 1);
    const auto side = (step.flags & 1) != 0 ? CallSide::kCustomer : CallSide::kOperator;
    const auto codec = (step.flags & 2) != 0 ? Codec::kPcma : Codec::kPcmu;
    track.put(side, {codec, step.sequence, step.timestamp, payload}, now, out);
    heard += out.size();
    out.clear();
    require(heard == 2 * static_cast<std::size_t>(
                             std::max<Samples>(0, samples_of(now - StereoTrack::kDelay - begin))));
  }
  track.take_rest(now, out);
  // Whatever came, the track is as long as the call.
  require(heard + out.size() == 2 * static_cast<std::size_t>(samples_of(now - begin)));
  return 0;
}
