#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "voice/media/audio_tap.h"
#include "voice/media/jitter_buffer.h"

namespace madoguchi::voice {

/// Packets of one call on their way from its media thread (push) to the recorder's thread (pop):
/// neither ever waits for the other. What does not fit is not taken. Lock-free for one producer and
/// one consumer.
class PacketRing {
 public:
  /// What is popped; the payload is in the buffer that was given.
  struct Entry {
    CallSide side = CallSide::kCustomer;
    AudioPacket packet;
    MediaTime at;
  };
  using Buffer = std::array<std::uint8_t, JitterBuffer::kMaxPayload>;

  /// `bytes` is a power of two. A packet of 20 ms takes 184 of them.
  explicit PacketRing(std::size_t bytes);

  /// Producer. False when there is no room, or the packet is longer than 60 ms.
  [[nodiscard]] bool push(CallSide side, const AudioPacket& packet, MediaTime now);
  /// Consumer. False when there is nothing.
  [[nodiscard]] bool pop(Entry& entry, Buffer& buffer);

 private:
  struct Head {
    std::int64_t at = 0;
    std::uint32_t timestamp = 0;
    std::uint16_t sequence = 0;
    std::uint16_t length = 0;
    std::uint8_t side = 0;
    std::uint8_t codec = 0;
  };
  void copy_in(std::size_t at, std::span<const std::byte> bytes);
  void copy_out(std::size_t at, std::span<std::byte> bytes) const;

  const std::size_t size_;
  const std::unique_ptr<std::byte[]> bytes_;
  /// On cache lines of their own: each is written by one thread and read by the other.
  alignas(64) std::atomic<std::size_t> written_{0};
  alignas(64) std::atomic<std::size_t> read_{0};
};

}  // namespace madoguchi::voice
