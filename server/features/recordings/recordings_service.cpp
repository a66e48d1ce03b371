#include "features/recordings/recordings_service.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "base/run_on_pool.h"
#include "features/contacts/contact_queries.h"
#include "features/recordings/recordings_store.h"
#include "voice/recording/wav.h"

namespace madoguchi::features {
namespace {

using base::ContactId;
using base::ErrorCode;
using base::Result;
using base::ServiceId;
using base::Status;
using boost::asio::awaitable;
using storage::Connection;

/// More only pile up when the database is away for hours; the next start finds their markers.
constexpr std::size_t kMaxUnsaved = 10'000;

void end_with(Recording& recording, RecordingState state, voice::Samples frames) {
  recording.state = state;
  recording.duration = voice::duration_of(frames);
  recording.bytes = frames * voice::kBytesPerFrame;
  recording.ended_at = recording.started_at + recording.duration;
}

void fail_with(Recording& recording, voice::RecordingFault fault, voice::Samples frames) {
  end_with(recording, RecordingState::kFailed, frames);
  recording.fail_reason = voice::name_of(fault);
}

void raise_alarm(const Recording& recording, const std::string& detail) {
  spdlog::error("the recording of call {} failed after {} ms: {} ({})",
                to_string(recording.contact), recording.duration.count(), recording.fail_reason,
                detail);
}

Result<FoundRecording> find_for(Connection& db, const Principal& me, ServiceId service,
                                ContactId contact) {
  MDG_ASSIGN(const auto call, contact_queries::find(db, service, contact));
  if (!call) return base::fail(ErrorCode::kNotFound, "contact");
  MDG_TRY(may_listen(me, *call));
  MDG_ASSIGN(auto recording, recordings_store::find(db, service, contact));
  if (!recording) return base::fail(ErrorCode::kNotFound, "the call was not recorded");
  return FoundRecording{*std::move(recording), call->number};
}

}  // namespace

RecordingsService::RecordingsService(Parts parts)
    : parts_(std::move(parts)),
      folder_(parts_.folder),
      recorder_(parts_.files, parts_.pool, *this) {}

Status RecordingsService::start() {
  MDG_TRY(folder_.make());
  auto unfinished_rows = [](Connection& db) { return recordings_store::unfinished(db); };
  MDG_ASSIGN(auto unfinished, parts_.db.read_now(unfinished_rows));
  auto left = folder_.left_behind();
  auto marked = folder_.marked();
  if (left.empty() && unfinished.empty() && marked.empty()) return {};
  auto work = [this, left = std::move(left), unfinished = std::move(unfinished),
               marked = std::move(marked)] {
    repair(left, unfinished);
    for (const auto& each : marked) check_marked(each);
  };
  if (parts_.pool.submit(std::move(work))) return {};
  return base::fail(ErrorCode::kTryLater, "The recordings cannot be repaired now.");
}

std::shared_ptr<voice::AudioTap> RecordingsService::begin(ServiceId service, ContactId contact) {
  const Recording fresh{.service = service, .contact = contact, .started_at = parts_.clock.now()};
  {
    const std::lock_guard lock(mutex_);
    if (!running_.emplace(contact, fresh).second) return nullptr;
  }
  auto tap = recorder_.begin(
      {voice::CallId(contact.value()), folder_.place_of(service, contact), parts_.media_now()});
  if (!tap) {
    spdlog::error("call {} is not recorded: too many recordings run", to_string(contact));
    const std::lock_guard lock(mutex_);
    running_.erase(contact);
    return nullptr;
  }
  auto write = [service, contact, now = fresh.started_at](Connection& db) {
    return recordings_store::begin(db, service, contact, now);
  };
  // Without it the row is written whole when the recording ends, or at the next start.
  parts_.db.submit(std::move(write), [](const Status&) {});
  return tap;
}

std::optional<Recording> RecordingsService::take_running(ContactId contact) {
  const std::lock_guard lock(mutex_);
  auto node = running_.extract(contact);
  if (node.empty()) return std::nullopt;
  return std::move(node.mapped());
}

void RecordingsService::on_recorded(const voice::RecordingOutcome& outcome) {
  auto recording = take_running(ContactId(outcome.call.value()));
  if (!recording) return;
  if (outcome.fault == voice::RecordingFault::kNone) {
    end_with(*recording, RecordingState::kStored, outcome.frames);
  } else {
    fail_with(*recording, outcome.fault, outcome.frames);
    raise_alarm(*recording, outcome.detail);
  }
  recording->missing = voice::duration_of(outcome.dropped);
  if (recording->missing > base::Milliseconds(0)) {
    spdlog::warn("the recording of call {} lacks {} ms: the disk was too slow",
                 to_string(recording->contact), recording->missing.count());
  }
  save(*recording);
}

void RecordingsService::save(const Recording& recording) {
  auto write = [recording](Connection& db) {
    return recordings_store::close(db, recording.service, recording);
  };
  auto done = [this, recording](const Status& status) {
    if (!status) return keep_unsaved(recording, status.error());
    folder_.unmark(recording.service, recording.contact);
  };
  parts_.db.submit(std::move(write), std::move(done));
}

void RecordingsService::keep_unsaved(const Recording& recording, const base::Error& why) {
  spdlog::warn("the row of recording {} will be written later: {} {}", to_string(recording.contact),
               base::error_row(why.code).key, why.detail);
  folder_.mark(recording.service, recording.contact);
  const std::lock_guard lock(mutex_);
  if (unsaved_.size() < kMaxUnsaved) unsaved_.push_back(recording);
}

void RecordingsService::keep_house() {
  std::vector<Recording> again;
  {
    const std::lock_guard lock(mutex_);
    again = std::exchange(unsaved_, {});
  }
  for (const Recording& recording : again) save(recording);
}

/// A row without a live file was closed, or never had a file.
void RecordingsService::repair(std::vector<RecordingFolder::Left> left,
                               std::vector<Recording> unfinished) {
  for (const auto& each : left) {
    const auto row = std::ranges::find_if(unfinished, [&](const Recording& other) {
      return other.service == each.service && other.contact == each.contact;
    });
    const bool has_row = row != unfinished.end();
    repair_file(each, has_row ? &*row : nullptr);
    if (has_row) unfinished.erase(row);
  }
  for (Recording& row : unfinished) check_file(std::move(row));
}

/// Without a row, the time of the last write less the length is when it began.
void RecordingsService::repair_file(const RecordingFolder::Left& left, const Recording* row) {
  const auto frames = voice::repair_recording(folder_.place_of(left.service, left.contact));
  Recording recording{.service = left.service, .contact = left.contact};
  recording.started_at =
      row != nullptr ? row->started_at : left.written_at - voice::duration_of(frames.value_or(0));
  if (frames) {
    end_with(recording, RecordingState::kRepaired, *frames);
    spdlog::warn("the recording of call {} was repaired: {} ms", to_string(left.contact),
                 recording.duration.count());
  } else {
    fail_with(recording, frames.error().what, 0);
    raise_alarm(recording, frames.error().detail);
  }
  save(recording);
}

void RecordingsService::check_file(Recording row) {
  const auto frames = voice::check_recording(folder_.place_of(row.service, row.contact));
  if (frames) {
    end_with(row, RecordingState::kStored, *frames);
  } else {
    fail_with(row, frames.error().what, 0);
    raise_alarm(row, frames.error().detail);
  }
  save(row);
}

/// The marker was made when the recording ended.
void RecordingsService::check_marked(const RecordingFolder::Left& marker) {
  const auto frames = voice::check_recording(folder_.place_of(marker.service, marker.contact));
  Recording recording{.service = marker.service, .contact = marker.contact};
  recording.started_at = marker.written_at - voice::duration_of(frames.value_or(0));
  check_file(std::move(recording));
}

awaitable<Result<FoundRecording>> RecordingsService::find(Principal me, ServiceId service,
                                                          ContactId contact) {
  MDG_CO_TRY(me.may_see(service));
  auto read = [me = std::move(me), service, contact](Connection& db) {
    return find_for(db, me, service, contact);
  };
  MDG_AWAIT(auto found, parts_.db.read(std::move(read)));
  if (found.recording.state == RecordingState::kRecording) {
    found.recording.duration =
        std::max(base::Milliseconds(0), parts_.clock.now() - found.recording.started_at);
  }
  co_return found;
}

awaitable<Result<voice::Peaks>> RecordingsService::peaks(Recording recording) {
  constexpr std::size_t kMaxFile = std::size_t{8} * 1024;
  const auto path = folder_.place_of(recording.service, recording.contact).peaks();
  auto read = [path]() -> Result<voice::Peaks> {
    const auto file = transport::OpenFile::open(path);
    if (!file) return voice::Peaks{};
    MDG_ASSIGN(const auto bytes, (*file)->read(0, kMaxFile));
    return voice::read_peaks(bytes).value_or(voice::Peaks{});
  };
  MDG_AWAIT(auto peaks, base::run_on_pool(parts_.pool, std::move(read)));
  co_return peaks;
}

awaitable<Result<std::shared_ptr<const transport::OpenFile>>> RecordingsService::open_audio(
    Recording recording) {
  if (recording.state == RecordingState::kRecording) {
    co_return base::fail(ErrorCode::kConflict, "the call is still being recorded");
  }
  const auto path = folder_.place_of(recording.service, recording.contact).whole;
  auto open = [path] { return transport::OpenFile::open(path); };
  MDG_AWAIT(auto file, base::run_on_pool(parts_.pool, std::move(open)));
  co_return file;
}

awaitable<Status> RecordingsService::note_listening(Principal me, Recording recording,
                                                    Listening how, bool is_from_start) {
  const auto now = parts_.clock.now();
  const ContactId contact = recording.contact;
  if (listenings_.is_new(me.session, contact, is_from_start, now)) {
    const AuditEntry entry{
        recording.service,
        me.actor(),
        how == Listening::kDownload ? "recording.downloaded" : "recording.played",
        "contact:" + to_string(contact),
        {}};
    auto write = [this, entry](Connection& db) { return parts_.audit.add(db, entry); };
    MDG_AWAIT_TRY(parts_.db.write(std::move(write)));
  }
  listenings_.note(me.session, contact, now);
  co_return Status{};
}

}  // namespace madoguchi::features
