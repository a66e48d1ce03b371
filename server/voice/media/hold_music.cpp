#include "voice/media/hold_music.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "voice/media/g711.h"

namespace madoguchi::voice {
namespace {

constexpr double kBeatsPerMinute = 72;
constexpr int kBars = 8;
constexpr int kEighthsPerBar = 8;
constexpr int kEighth = static_cast<int>(kSampleRate * 60 / kBeatsPerMinute / 2);
constexpr int kBar = kEighth * kEighthsPerBar;
constexpr int kLength = kBar * kBars;
/// About -20 dB below the loudest that the telephone network carries: pleasant beside speech.
constexpr double kPeak = 9'000;
constexpr int kRest = 0;

/// Notes by their MIDI number: 60 is the C in the middle.
struct Bar {
  std::array<int, 4> chord;
  std::array<int, kEighthsPerBar> melody;
};

constexpr std::array<Bar, kBars> kSong{{
    {{48, 55, 59, 64}, {76, kRest, 79, 83, kRest, 79, 76, kRest}},    // Cmaj7
    {{45, 52, 55, 60}, {72, kRest, 76, 79, kRest, 76, 72, kRest}},    // Am7
    {{41, 53, 57, 64}, {69, kRest, 72, 76, kRest, 81, 79, 76}},       // Fmaj7
    {{43, 50, 57, 59}, {74, kRest, 71, 74, kRest, 79, kRest, 74}},    // G9
    {{40, 52, 55, 62}, {71, kRest, 74, 79, kRest, 74, 71, kRest}},    // Em7
    {{45, 52, 57, 60}, {72, kRest, 76, 81, kRest, 79, 76, 72}},       // Am
    {{50, 53, 57, 60}, {77, kRest, 76, 74, kRest, 72, 69, kRest}},    // Dm7
    {{43, 53, 57, 59}, {71, kRest, 74, 77, kRest, 74, kRest, kRest}}  // G7
}};

using Mix = std::vector<double>;

double frequency_of(int note) { return 440 * std::exp2((note - 69) / 12.0); }

/// A sine by turning a pointer: no call of sin for each sample.
class Oscillator {
 public:
  explicit Oscillator(double frequency)
      : step_cosine_(std::cos(angle(frequency))), step_sine_(std::sin(angle(frequency))) {}

  double next() {
    const double cosine = cosine_ * step_cosine_ - sine_ * step_sine_;
    sine_ = sine_ * step_cosine_ + cosine_ * step_sine_;
    cosine_ = cosine;
    return sine_;
  }

 private:
  static double angle(double frequency) { return 2 * std::numbers::pi * frequency / kSampleRate; }

  double step_cosine_;
  double step_sine_;
  double cosine_ = 1;
  double sine_ = 0;
};

/// What rings beyond the end is heard at the beginning: the loop has no seam.
double& at(Mix& mix, int place) { return mix[static_cast<std::size_t>(place % kLength)]; }

/// A comb of steel: a hard begin, the overtones die first.
void add_music_box(Mix& mix, int start, int note, double loudness) {
  constexpr int kRings = kSampleRate * 2;
  constexpr std::array kOvertones{1.0, 2.0, 5.4};
  constexpr std::array kLoudness{1.0, 0.35, 0.12};
  constexpr std::array kDecay{3.0, 5.0, 12.0};
  for (std::size_t i = 0; i < kOvertones.size(); ++i) {
    const double frequency = frequency_of(note) * kOvertones[i];
    if (frequency > 3'400) continue;  // the telephone network carries no more
    Oscillator tone(frequency);
    double level = loudness * kLoudness[i];
    const double fading = std::exp(-kDecay[i] / kSampleRate);
    for (int n = 0; n < kRings; ++n, level *= fading) at(mix, start + n) += level * tone.next();
  }
}

/// A chord that swells over a quarter of its bar and fades into the next one.
void add_pad(Mix& mix, int start, int note, double loudness) {
  constexpr int kSwell = kBar / 4;
  constexpr int kSounds = kBar + kSwell;
  constexpr double kDetune = 1.003;  // two strings, slightly apart, that beat slowly
  Oscillator one(frequency_of(note));
  Oscillator other(frequency_of(note) * kDetune);
  for (int n = 0; n < kSounds; ++n) {
    const int edge = std::min({n, kSounds - n, kSwell});
    at(mix, start + n) += loudness * edge / kSwell * (one.next() + other.next()) / 2;
  }
}

void add_bar(Mix& mix, int start, const Bar& bar) {
  constexpr double kPadLoudness = 0.16;
  constexpr std::array kAccents{1.0, 0.7, 0.8, 0.75, 0.9, 0.7, 0.8, 0.7};
  for (const int note : bar.chord) add_pad(mix, start, note + 12, kPadLoudness);
  for (int eighth = 0; eighth < kEighthsPerBar; ++eighth) {
    const int note = bar.melody[static_cast<std::size_t>(eighth)];
    if (note == kRest) continue;
    const double accent = kAccents[static_cast<std::size_t>(eighth)];
    add_music_box(mix, start + eighth * kEighth, note, 0.4 * accent);
    // An echo three eighths later, as in a room.
    add_music_box(mix, start + (eighth + 3) * kEighth, note, 0.1 * accent);
  }
}

std::vector<std::int16_t> to_samples(const Mix& mix) {
  const double loudest =
      std::abs(*std::ranges::max_element(mix, {}, [](double value) { return std::abs(value); }));
  std::vector<std::int16_t> samples(mix.size());
  std::ranges::transform(mix, samples.begin(), [&](double value) {
    return static_cast<std::int16_t>(std::lround(value / loudest * kPeak));
  });
  return samples;
}

}  // namespace

std::vector<std::int16_t> compose_hold_music() {
  Mix mix(kLength);
  for (int bar = 0; bar < kBars; ++bar) {
    add_bar(mix, bar * kBar, kSong[static_cast<std::size_t>(bar)]);
  }
  return to_samples(mix);
}

}  // namespace madoguchi::voice
