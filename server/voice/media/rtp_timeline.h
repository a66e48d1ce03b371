#pragma once

#include <cstdint>
#include <optional>

#include "voice/media/media_thread.h"

namespace madoguchi::voice {

/// Makes one RTP stream of the packets of changing sources (music, an operator, another one): each
/// source has sequence numbers and timestamps of its own, the stream goes on with ours. Within a
/// source, loss and disorder stay what they were, so that the receiver can conceal and sort them;
/// from one source to the next the sequence has no hole, and the timestamp moves by the time that
/// has passed.
///
/// No sequence number is given twice: with AES-GCM (RFC 7714 section 8.1) a repeated number would
/// give the key of the tag away.
class RtpTimeline {
 public:
  struct Place {
    bool is_first =
        false;  ///< of its source: to be sent with the marker bit (RFC 3551 section 4.1)
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
  };

  /// Unpredictable (RFC 3550 section 5.1).
  RtpTimeline(std::uint16_t first_sequence, std::uint32_t first_timestamp)
      : next_sequence_(first_sequence), timestamp_(first_timestamp) {}

  /// The next packet is of another source.
  void switch_source() { source_.reset(); }
  /// Where a packet of the source goes; nothing for what was placed already, or comes too late.
  [[nodiscard]] std::optional<Place> place(std::uint16_t sequence, std::uint32_t timestamp,
                                           std::uint32_t samples, MediaTime now);
  /// A packet of our own making, behind all others: its sequence number. Ends the source.
  [[nodiscard]] std::uint16_t append(std::uint32_t timestamp, std::uint32_t samples, MediaTime now);
  /// The timestamp of what begins now, or is said of now in a report.
  [[nodiscard]] std::uint32_t timestamp_at(MediaTime now) const;

 private:
  struct Source {
    std::uint16_t last_sequence = 0;  ///< the highest
    std::uint32_t last_timestamp = 0;
    std::uint16_t sequence_offset = 0;
    std::uint32_t timestamp_offset = 0;
    std::uint64_t seen = 1;  ///< bit n: n before the highest was placed
    int age = 0;             ///< from the first to the highest, at most 64
  };

  [[nodiscard]] bool continues(std::uint16_t sequence, std::uint32_t timestamp) const;
  void begin(std::uint16_t sequence, std::uint32_t timestamp, MediaTime now);
  [[nodiscard]] bool admits_late(int behind);
  void advance(std::uint16_t sequence, std::uint32_t timestamp);
  void note(std::uint32_t timestamp, std::uint32_t samples, MediaTime now);

  std::uint16_t next_sequence_;
  std::uint32_t timestamp_;    ///< of the last packet; of the first while there is none
  std::uint32_t samples_ = 0;  ///< how long the last one is
  std::optional<MediaTime> last_sent_;
  std::optional<Source> source_;
};

}  // namespace madoguchi::voice
