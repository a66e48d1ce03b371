#include "voice/media/echo_audio.h"

#include <utility>

namespace madoguchi::voice {

EchoAudio::EchoAudio(std::shared_ptr<AudioLeg> leg, MediaTime begin, Retire retire)
    : leg_(std::move(leg)), ends_at_(begin + kLongest), retire_(std::move(retire)) {
  leg_->listen(this);
}

/// Without an end the thread ended, and takes the leg along.
EchoAudio::~EchoAudio() {
  if (leg_) leg_->listen(nullptr);
}

void EchoAudio::on_tick(MediaTime now) {
  if (!leg_) return;
  if (now >= ends_at_) return end();
  for (; !waiting_.empty() && waiting_.front().due <= now; waiting_.pop_front()) {
    const Waiting& packet = waiting_.front();
    (void)leg_->send({packet.codec, packet.sequence, packet.timestamp, packet.payload}, now);
  }
}

void EchoAudio::on_audio(AudioLeg&, const AudioPacket& packet, MediaTime now) {
  if (waiting_.size() >= kMaxWaiting) return;
  waiting_.push_back({now + kDelay,
                      packet.codec,
                      packet.sequence,
                      packet.timestamp,
                      {packet.payload.begin(), packet.payload.end()}});
}

void EchoAudio::on_lost(AudioLeg&, LegLoss) { end(); }

void EchoAudio::end() {
  if (!leg_) return;
  leg_->listen(nullptr);
  leg_->close();
  retire_(std::exchange(leg_, nullptr));
  retire_(shared_from_this());
}

}  // namespace madoguchi::voice
