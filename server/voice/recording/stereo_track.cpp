#include "voice/recording/stereo_track.h"

#include <algorithm>

namespace madoguchi::voice {
namespace {

constexpr JitterBuffer::Options kOptions{StereoTrack::kDelay, StereoTrack::kDelay * 2};
/// Silence of hours comes in pieces.
constexpr Samples kPiece = kSampleRate;

}  // namespace

StereoTrack::StereoTrack(MediaTime begin)
    : begin_(begin), sides_{JitterBuffer(kOptions, begin), JitterBuffer(kOptions, begin)} {}

void StereoTrack::put(CallSide side, const AudioPacket& packet, MediaTime at,
                      std::vector<std::uint8_t>& out) {
  take_due(at, out);
  JitterBuffer& buffer = sides_[static_cast<std::size_t>(side)];
  if (packet.codec == Codec::kPcmu || packet.payload.size() > JitterBuffer::kMaxPayload) {
    buffer.put(packet, at);
    return;
  }
  std::array<std::uint8_t, JitterBuffer::kMaxPayload> recoded{};
  transcode_g711(packet.codec, packet.payload, Codec::kPcmu, recoded);
  AudioPacket pcmu = packet;
  pcmu.payload = std::span(recoded).first(packet.payload.size());
  buffer.put(pcmu, at);
}

void StereoTrack::take_due(MediaTime now, std::vector<std::uint8_t>& out) {
  take(sides_.front().due(now), out);
}

void StereoTrack::take_rest(MediaTime end, std::vector<std::uint8_t>& out) {
  take(samples_of(end - begin_) - taken_, out);
}

void StereoTrack::take(Samples count, std::vector<std::uint8_t>& out) {
  std::array<std::array<std::uint8_t, kPiece>, 2> pieces;
  while (count > 0) {
    const auto part = static_cast<std::size_t>(std::min(count, kPiece));
    for (std::size_t side = 0; side < 2; ++side) {
      sides_[side].take(std::span(pieces[side]).first(part));
    }
    const std::size_t start = out.size();
    out.resize(start + 2 * part);
    for (std::size_t i = 0; i < part; ++i) {
      out[start + 2 * i] = pieces[0][i];
      out[start + 2 * i + 1] = pieces[1][i];
    }
    taken_ += static_cast<Samples>(part);
    count -= static_cast<Samples>(part);
  }
}

}  // namespace madoguchi::voice
