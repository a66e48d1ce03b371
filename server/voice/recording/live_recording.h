#pragma once

#include <atomic>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "voice/media/rtp_leg.h"
#include "voice/recording/packet_ring.h"
#include "voice/recording/recording_file.h"
#include "voice/recording/stereo_track.h"

namespace madoguchi::voice {

struct RecordingOrder {
  CallId call;
  RecordingPlace place;
  MediaTime begin;  ///< where the recording starts, whenever the first packet comes
};

/// How a recording ended.
struct RecordingOutcome {
  CallId call;
  Samples frames = 0;   ///< that can be heard
  Samples dropped = 0;  ///< of these and of both sides, silence because the disk kept us waiting
  RecordingFault fault = RecordingFault::kNone;
  std::string detail;  ///< of the fault, for the log
};

/// What the tap on the media thread and the recorder's thread share.
struct RecordingLine {
  /// Some 3.5 seconds of both sides: so long may the disk keep the recorder waiting.
  static constexpr std::size_t kRingBytes = std::size_t{64} * 1024;
  static constexpr std::int64_t kNotEnded = std::numeric_limits<std::int64_t>::min();

  PacketRing ring{kRingBytes};
  std::atomic<std::int64_t> dropped{0};      ///< samples that did not fit
  std::atomic<std::int64_t> end{kNotEnded};  ///< MediaTime; set once, after the last packet
  std::atomic<bool> is_abandoned{false};     ///< by the recorder, after a fault

  /// Only the first end counts. Release, so that who sees it sees the packets before it.
  void end_at(MediaTime time) {
    std::int64_t expected = kNotEnded;
    end.compare_exchange_strong(expected, time.time_since_epoch().count(),
                                std::memory_order_release);
  }
};

/// The tap of a call that is recorded. Its destruction ends the recording too.
class RecordingTap final : public AudioTap {
 public:
  RecordingTap(std::shared_ptr<RecordingLine> line, MediaTime begin)
      : line_(std::move(line)), last_(begin) {}
  ~RecordingTap() override { line_->end_at(last_); }
  RecordingTap(const RecordingTap&) = delete;
  RecordingTap& operator=(const RecordingTap&) = delete;

  void on_audio(CallSide side, const AudioPacket& packet, MediaTime now) override;
  void on_end(MediaTime now) override { line_->end_at(now); }

 private:
  const std::shared_ptr<RecordingLine> line_;
  MediaTime last_;
};

/// One recording between its line and its file. Used by one thread at a time; the clock is the
/// caller's.
class LiveRecording {
 public:
  LiveRecording(RecordingOrder order, std::shared_ptr<RecordingLine> line);

  /// Makes the file when there is none yet, writes what came and is due. `scratch` is emptied.
  void work(RecordingFiles& files, MediaTime now, std::vector<std::uint8_t>& scratch);
  /// The call ended and everything is written, or there was a fault.
  [[nodiscard]] bool is_over() const { return is_over_; }
  /// Ends it now, whatever the tap says.
  void end(MediaTime now) { line_->end_at(now); }
  /// Once, when it is over.
  [[nodiscard]] RecordingOutcome close();

 private:
  void open(RecordingFiles& files);
  void write(std::span<const std::uint8_t> frames);
  void fail(const FileFault& fault);

  const RecordingOrder order_;
  const std::shared_ptr<RecordingLine> line_;
  StereoTrack track_;
  PeakMeter peaks_;
  std::unique_ptr<RecordingFile> file_;
  FileFault fault_{RecordingFault::kNone, {}};
  bool is_over_ = false;
};

}  // namespace madoguchi::voice
