#include "voice/media/ring_back.h"

#include <cmath>
#include <numbers>

#include "voice/media/g711.h"

namespace madoguchi::voice {
namespace {

constexpr double kPitch = 400;
constexpr double kSwells = 16;
constexpr double kLoudness = 3'600;  ///< of full swing; about -19 dBm0, as exchanges send it
constexpr int kSecondsOn = 1;
constexpr int kSecondsInAll = 3;

double turns(double frequency, int sample) {
  return 2 * std::numbers::pi * frequency * sample / kSampleRate;
}

}  // namespace

std::vector<std::int16_t> compose_ring_back() {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(kSecondsInAll * kSampleRate));
  for (int n = 0; n < kSecondsOn * kSampleRate; ++n) {
    const double swell = (1 - std::cos(turns(kSwells, n))) / 2;
    samples[static_cast<std::size_t>(n)] =
        static_cast<std::int16_t>(kLoudness * swell * std::sin(turns(kPitch, n)));
  }
  return samples;
}

}  // namespace madoguchi::voice
