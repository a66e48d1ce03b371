#include "voice/recording/live_recording.h"

#include <algorithm>
#include <utility>

namespace madoguchi::voice {
namespace {

/// No call lasts so long; the sizes in the header end at 74 hours.
constexpr Samples kMaxFrames = Samples{24} * 3600 * kSampleRate;

}  // namespace

void RecordingTap::on_audio(CallSide side, const AudioPacket& packet, MediaTime now) {
  last_ = now;
  if (line_->is_abandoned.load(std::memory_order_relaxed)) return;
  if (line_->ring.push(side, packet, now)) return;
  line_->dropped.fetch_add(std::ssize(packet.payload), std::memory_order_relaxed);
}

LiveRecording::LiveRecording(RecordingOrder order, std::shared_ptr<RecordingLine> line)
    : order_(std::move(order)), line_(std::move(line)), track_(order_.begin) {}

void LiveRecording::open(RecordingFiles& files) {
  auto made = files.create(order_.place);
  if (!made) return fail(made.error());
  file_ = *std::move(made);
}

/// The end is looked for first: what was pushed before it is then seen.
void LiveRecording::work(RecordingFiles& files, MediaTime now, std::vector<std::uint8_t>& scratch) {
  if (!file_ && !is_over_) open(files);
  if (is_over_) return;
  scratch.clear();
  const std::int64_t end = line_->end.load(std::memory_order_acquire);
  PacketRing::Entry entry;
  PacketRing::Buffer buffer;
  while (line_->ring.pop(entry, buffer)) track_.put(entry.side, entry.packet, entry.at, scratch);
  if (end == RecordingLine::kNotEnded) {
    track_.take_due(now, scratch);
  } else {
    track_.take_rest(MediaTime(MediaTime::duration(end)), scratch);
  }
  write(scratch);
  if (end != RecordingLine::kNotEnded) is_over_ = true;
}

void LiveRecording::write(std::span<const std::uint8_t> frames) {
  if (frames.empty()) return;
  const Samples before = file_->frames();
  const auto written = file_->append(frames);
  const auto kept = static_cast<std::size_t>(file_->frames() - before) * 2;
  peaks_.take(frames.first(kept));
  if (!written) return fail(written.error());
  if (file_->frames() >= kMaxFrames) fail({RecordingFault::kTooLong, "over 24 hours"});
}

void LiveRecording::fail(const FileFault& fault) {
  fault_ = fault;
  is_over_ = true;
  line_->is_abandoned = true;
}

RecordingOutcome LiveRecording::close() {
  RecordingOutcome outcome;
  outcome.call = order_.call;
  if (file_) {
    outcome.frames = file_->frames();
    const auto finished = file_->finish(peaks_.peaks());
    if (!finished && fault_.what == RecordingFault::kNone) fault_ = finished.error();
    file_.reset();
  }
  outcome.dropped = line_->dropped;
  outcome.fault = fault_.what;
  outcome.detail = fault_.detail;
  return outcome;
}

}  // namespace madoguchi::voice
