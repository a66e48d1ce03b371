#include "voice/recording/wav.h"

#include <algorithm>
#include <string_view>

namespace madoguchi::voice {
namespace {

constexpr std::uint32_t kFormatMulaw = 7;
constexpr std::uint32_t kFormatSize = 18;
constexpr std::uint32_t kFactSize = 4;
constexpr std::size_t kFactValueAt = 46;
/// Of the RIFF chunk: all but its own head.
constexpr std::uint32_t kRiffExtra = kWavHeaderSize - 8;

class Writer {
 public:
  explicit Writer(WavHeader& out) : out_(out) {}
  void text(std::string_view name) {
    for (const char c : name) out_[at_++] = static_cast<std::uint8_t>(c);
  }
  void number(std::uint32_t value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8) out_[at_++] = static_cast<std::uint8_t>(value);
  }

 private:
  WavHeader& out_;
  std::size_t at_ = 0;
};

std::uint32_t number_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  return bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 |
         static_cast<std::uint32_t>(bytes[at + 3]) << 24;
}

}  // namespace

WavHeader wav_header(Samples frames) {
  const auto data = static_cast<std::uint32_t>(frames * kBytesPerFrame);
  WavHeader header{};
  Writer write(header);
  write.text("RIFF");
  write.number(data + kRiffExtra, 4);
  write.text("WAVEfmt ");
  write.number(kFormatSize, 4);
  write.number(kFormatMulaw, 2);
  write.number(2, 2);                             // channels
  write.number(kSampleRate, 4);                   // frames a second
  write.number(kSampleRate * kBytesPerFrame, 4);  // bytes a second
  write.number(kBytesPerFrame, 2);
  write.number(8, 2);  // bits a sample
  write.number(0, 2);  // nothing follows in this chunk
  write.text("fact");
  write.number(kFactSize, 4);
  write.number(static_cast<std::uint32_t>(frames), 4);
  write.text("data");
  write.number(data, 4);
  return header;
}

std::optional<Samples> read_wav_header(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kWavHeaderSize) return std::nullopt;
  const Samples frames = number_at(bytes, kFactValueAt);
  if (!std::ranges::equal(wav_header(frames), bytes.first(kWavHeaderSize))) return std::nullopt;
  return frames;
}

}  // namespace madoguchi::voice
