#include "voice/recording/packet_ring.h"

#include <algorithm>
#include <cstring>

namespace madoguchi::voice {

PacketRing::PacketRing(std::size_t bytes)
    // Not filled: a page of it is memory only once a packet came there.
    : size_(bytes), bytes_(new std::byte[bytes]) {}

void PacketRing::copy_in(std::size_t at, std::span<const std::byte> bytes) {
  if (bytes.empty()) return;  // what is empty may have no address, and memcpy must be given one
  at &= size_ - 1;
  const std::size_t first = std::min(bytes.size(), size_ - at);
  std::memcpy(bytes_.get() + at, bytes.data(), first);
  std::memcpy(bytes_.get(), bytes.data() + first, bytes.size() - first);
}

void PacketRing::copy_out(std::size_t at, std::span<std::byte> bytes) const {
  if (bytes.empty()) return;
  at &= size_ - 1;
  const std::size_t first = std::min(bytes.size(), size_ - at);
  std::memcpy(bytes.data(), bytes_.get() + at, first);
  std::memcpy(bytes.data() + first, bytes_.get(), bytes.size() - first);
}

bool PacketRing::push(CallSide side, const AudioPacket& packet, MediaTime now) {
  if (packet.payload.size() > JitterBuffer::kMaxPayload) return false;
  const std::size_t at = written_.load(std::memory_order_relaxed);
  const std::size_t used = at - read_.load(std::memory_order_acquire);
  const std::size_t needed = sizeof(Head) + packet.payload.size();
  if (needed > size_ - used) return false;
  Head head;
  head.at = now.time_since_epoch().count();
  head.timestamp = packet.timestamp;
  head.sequence = packet.sequence;
  head.length = static_cast<std::uint16_t>(packet.payload.size());
  head.side = static_cast<std::uint8_t>(side);
  head.codec = static_cast<std::uint8_t>(packet.codec);
  copy_in(at, std::as_bytes(std::span(&head, 1)));
  copy_in(at + sizeof(Head), std::as_bytes(packet.payload));
  written_.store(at + needed, std::memory_order_release);
  return true;
}

bool PacketRing::pop(Entry& entry, Buffer& buffer) {
  const std::size_t at = read_.load(std::memory_order_relaxed);
  if (at == written_.load(std::memory_order_acquire)) return false;
  Head head;
  copy_out(at, std::as_writable_bytes(std::span(&head, 1)));
  const auto payload = std::span(buffer).first(head.length);
  copy_out(at + sizeof(Head), std::as_writable_bytes(payload));
  read_.store(at + sizeof(Head) + head.length, std::memory_order_release);
  entry.side = static_cast<CallSide>(head.side);
  entry.at = MediaTime(MediaTime::duration(head.at));
  entry.packet = {static_cast<Codec>(head.codec), head.sequence, head.timestamp, payload};
  return true;
}

}  // namespace madoguchi::voice
