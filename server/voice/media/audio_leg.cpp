#include "voice/media/audio_leg.h"

#include <algorithm>
#include <utility>

namespace madoguchi::voice {

AudioLeg::AudioLeg(StreamStart start)
    : ssrc_(start.ssrc),
      timeline_(start.sequence, start.timestamp),
      reports_(start.ssrc, std::move(start.cname)) {}

void AudioLeg::set_format(const MediaFormat& format) {
  const bool was_on_hold = is_on_hold();
  format_ = format;
  if (is_on_hold() == was_on_hold) return;
  switch_source();
  if (listener_ != nullptr) listener_->on_hold_changed(*this);
}

bool AudioLeg::is_expected(const RtpPacket& packet) const {
  return packet.payload_type == format_.payload_type ||
         packet.payload_type == format_.telephone_event;
}

void AudioLeg::take_rtp(const RtpPacket& packet, MediaTime now) {
  ++counts_.received;
  const bool is_audio = packet.payload_type == format_.payload_type;
  is_audio ? reports_.note_audio(packet, now) : reports_.note_key(packet);
  counts_.lost = reports_.lost();
  if (listener_ == nullptr) return;
  if (!is_audio) {
    if (const auto key = pressed_.take(packet)) listener_->on_key(*this, *key);
  } else if (!packet.payload.empty()) {
    listener_->on_audio(*this, {format_.codec, packet.sequence, packet.timestamp, packet.payload},
                        now);
  }
}

bool AudioLeg::take_rtcp(Bytes datagram, MediaTime now) { return reports_.take(datagram, now); }

/// The payload stands in the datagram already.
bool AudioLeg::transmit(const RtpPacket& packet) {
  const std::span whole(datagram_);
  write_rtp_header(packet, whole.first<kRtpHeaderSize>());
  if (!transmit_rtp(whole.first(kRtpHeaderSize + packet.payload.size()))) return false;
  reports_.note_sent(packet.payload.size());
  ++counts_.sent;
  return true;
}

std::optional<AudioPacket> AudioLeg::send(const AudioPacket& packet, MediaTime now) {
  const std::span room = std::span(datagram_).subspan(kRtpHeaderSize);
  if (!is_connected_ || !format_.we_send || keys_.is_active()) return std::nullopt;
  if (packet.payload.empty() || packet.payload.size() > room.size()) return std::nullopt;
  const auto samples = static_cast<std::uint32_t>(packet.payload.size());
  const auto place = timeline_.place(packet.sequence, packet.timestamp, samples, now);
  if (!place) return std::nullopt;
  transcode_g711(packet.codec, packet.payload, format_.codec, room);
  RtpPacket ours;
  ours.has_marker = place->is_first;
  ours.payload_type = format_.payload_type;
  ours.sequence = place->sequence;
  ours.timestamp = place->timestamp;
  ours.ssrc = ssrc_;
  ours.payload = room.first(packet.payload.size());
  if (!transmit(ours)) return std::nullopt;
  return AudioPacket{format_.codec, ours.sequence, ours.timestamp, ours.payload};
}

void AudioLeg::send_keys(std::string_view keys) {
  if (is_connected_ && format_.telephone_event && format_.we_send) keys_.add(keys);
}

/// RFC 4733 section 2.5.1: all packets of a key have the timestamp of its begin.
void AudioLeg::send_key_packet(MediaTime now) {
  const auto key = keys_.tick();
  if (!key || !format_.telephone_event) return;
  if (key->is_first) key_timestamp_ = timeline_.timestamp_at(now);
  const std::span payload = std::span(datagram_).subspan(kRtpHeaderSize, key->payload.size());
  std::ranges::copy(key->payload, payload.begin());
  RtpPacket packet;
  packet.has_marker = key->is_first;
  packet.payload_type = *format_.telephone_event;
  packet.sequence = timeline_.append(key_timestamp_, key->duration, now);
  packet.timestamp = key_timestamp_;
  packet.ssrc = ssrc_;
  packet.payload = payload;
  transmit(packet);
}

void AudioLeg::on_tick(MediaTime now) {
  if (!is_connected_) return;
  if (keys_.is_active()) send_key_packet(now);
  if (reports_.is_due(now)) send_report(now, false);
}

void AudioLeg::send_report(MediaTime now, bool is_end) {
  transmit_rtcp(reports_.write(now, timeline_.timestamp_at(now), is_end));
}

void AudioLeg::tell_connected() {
  is_connected_ = true;
  if (listener_ != nullptr) listener_->on_connected(*this);
}

void AudioLeg::tell_interrupted() {
  if (listener_ != nullptr) listener_->on_interrupted(*this);
}

void AudioLeg::tell_lost(LegLoss loss) {
  if (listener_ != nullptr) listener_->on_lost(*this, loss);
}

}  // namespace madoguchi::voice
