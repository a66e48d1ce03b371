#include "features/recordings/recordings_store.h"

#include <tuple>

namespace madoguchi::features::recordings_store {
namespace {

using base::Time;
using storage::Connection;
using storage::Sql;

constexpr Sql kBegin{
    "recordings.begin",
    "INSERT INTO recordings (service_id, contact_id, started_at, ended_at, duration_ms, bytes, "
    "missing_ms, state, fail_reason) VALUES (:service, :contact, :now, NULL, 0, 0, 0, "
    "'recording', '') ON CONFLICT (service_id, contact_id) DO NOTHING"};
constexpr Sql kClose{
    "recordings.close",
    "INSERT INTO recordings (service_id, contact_id, started_at, ended_at, duration_ms, bytes, "
    "missing_ms, state, fail_reason) VALUES (:service, :contact, :started, :ended, :duration, "
    ":bytes, :missing, :state, :reason) ON CONFLICT (service_id, contact_id) DO UPDATE SET "
    "ended_at = excluded.ended_at, duration_ms = excluded.duration_ms, bytes = excluded.bytes, "
    "missing_ms = excluded.missing_ms, state = excluded.state, "
    "fail_reason = excluded.fail_reason WHERE recordings.state = 'recording'"};
constexpr Sql kFind{
    "recordings.find",
    "SELECT service_id, contact_id, started_at, ended_at, duration_ms, bytes, missing_ms, state, "
    "fail_reason FROM recordings WHERE service_id = :service AND contact_id = :contact"};
constexpr Sql kUnfinished{
    "recordings.unfinished",
    "SELECT service_id, contact_id, started_at, ended_at, duration_ms, bytes, missing_ms, state, "
    "fail_reason FROM recordings WHERE state = 'recording' ORDER BY service_id, contact_id"};

using Int = std::int64_t;
using Row = std::tuple<base::ServiceId, base::ContactId, Time, std::optional<Time>, Int, Int, Int,
                       std::string, std::string>;

Recording recording_of(Row&& row) {
  auto& [service, contact, started, ended, duration, bytes, missing, state, reason] = row;
  return {.service = service,
          .contact = contact,
          .started_at = started,
          .ended_at = ended,
          .duration = base::Milliseconds(duration),
          .bytes = bytes,
          .missing = base::Milliseconds(missing),
          .state = recording_state_of(state).value_or(RecordingState::kFailed),
          .fail_reason = std::move(reason)};
}

base::Result<std::vector<Recording>> select(Connection& db, const Sql& sql, const auto&... params) {
  MDG_ASSIGN(auto rows, (db.rows<base::ServiceId, base::ContactId, Time, std::optional<Time>, Int,
                                 Int, Int, std::string, std::string>(sql, params...)));
  std::vector<Recording> found;
  for (Row& row : rows) found.push_back(recording_of(std::move(row)));
  return found;
}

}  // namespace

base::Status begin(Connection& db, base::ServiceId service, base::ContactId contact, Time now) {
  MDG_TRY(db.execute(kBegin, service, contact, now));
  return {};
}

base::Status close(Connection& db, base::ServiceId service, const Recording& recording) {
  MDG_TRY(db.execute(kClose, service, recording.contact, recording.started_at, recording.ended_at,
                     recording.duration.count(), recording.bytes, recording.missing.count(),
                     name_of(recording.state), recording.fail_reason));
  return {};
}

base::Result<std::optional<Recording>> find(Connection& db, base::ServiceId service,
                                            base::ContactId contact) {
  MDG_ASSIGN(auto found, select(db, kFind, service, contact));
  if (found.empty()) return std::optional<Recording>{};
  return std::optional(std::move(found.front()));
}

base::Result<std::vector<Recording>> unfinished(Connection& db) { return select(db, kUnfinished); }

}  // namespace madoguchi::features::recordings_store
