#include <chrono>
#include <fstream>
#include <thread>

#include <boost/json/serialize.hpp>
#include <sys/stat.h>

#include "features/live/desk_loader.h"
#include "features/live/live_testing.h"
#include "features/recordings/recordings_api.h"
#include "features/recordings/recordings_store.h"
#include "transport/body_source.h"
#include "voice/recording/recording_testing.h"
#include "voice/recording/wav.h"

namespace madoguchi::features {
namespace {

namespace fs = std::filesystem;
using base::ContactId;
using base::Milliseconds;
using transport::Method;
using voice::CallSide;

constexpr std::chrono::seconds kPatience{20};

/// What a browser got of the audio.
struct Heard {
  int status = 0;
  transport::Headers headers;
  std::string bytes;

  [[nodiscard]] std::string header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return "";
  }
};

/// Calls of one service that are recorded; contacts of the desk stand for them.
class RecordingsTest : public LiveDeskTest {
 protected:
  RecordingsTest() {
    make_service(disk_);
    add_recordings_routes(router_, {*sign_in_, *recordings_, pool_});
    enter(people_[0]);
    owner_ = sign_in_as(people_[0]);
    admin_ = sign_in_as(founded_.admin);
  }
  ~RecordingsTest() override {
    recordings_->stop();
    pool_.stop();
    live_->stop();
    database_->stop();
  }

  void make_service(voice::RecordingFiles& files) {
    recordings_ = std::make_unique<RecordingsService>(RecordingsService::Parts{
        *database_, clock_, audit_, pool_, files, folder(), [this] { return media_now_; }});
    EXPECT_TRUE(recordings_->start());
  }
  [[nodiscard]] fs::path folder() const { return data_folder_ / "recordings"; }
  [[nodiscard]] voice::RecordingPlace place(ContactId call) const {
    return RecordingFolder(folder()).place_of(founded_.service, call);
  }

  /// A contact that people_[0] has.
  ContactId contact() {
    const auto outcome = write(make_thread(), "m" + std::to_string(++contacts_));
    EXPECT_TRUE(outcome);
    settle();
    return outcome ? outcome->contact : ContactId{};
  }
  /// So many seconds of both sides; the customer is loud.
  static void talk(voice::AudioTap& tap, voice::MediaTime begin, int seconds) {
    const std::vector<std::uint8_t> loud(160, 0x80);
    const std::vector<std::uint8_t> low(160, 0xF0);
    for (int n = 0; n < seconds * 50; ++n) {
      const auto now = begin + n * voice::MediaThread::kTick;
      const auto sequence = static_cast<std::uint16_t>(n);
      const auto timestamp = static_cast<std::uint32_t>(n * 160);
      tap.on_audio(CallSide::kCustomer, {voice::Codec::kPcmu, sequence, timestamp, loud}, now);
      tap.on_audio(CallSide::kOperator, {voice::Codec::kPcmu, sequence, timestamp, low}, now);
    }
  }
  /// A recorded call from its begin to its row.
  ContactId recorded_call(int seconds = 2) {
    const ContactId call = contact();
    const auto tap = recordings_->begin(founded_.service, call);
    EXPECT_TRUE(tap);
    talk(*tap, media_now_, seconds);
    tap->on_end(media_now_ + std::chrono::seconds(seconds));
    wait_until_closed(call);
    return call;
  }
  std::optional<Recording> row(ContactId call) {
    const auto found = database_->read_now([&](storage::Connection& db) {
      return recordings_store::find(db, founded_.service, call);
    });
    return found.value_or(std::nullopt);
  }
  Recording wait_until_closed(ContactId call) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < deadline) {
      if (const auto found = row(call); found && found->state != RecordingState::kRecording) {
        return *found;
      }
      std::this_thread::sleep_for(Milliseconds(5));
    }
    ADD_FAILURE() << "the recording was not closed";
    return {};
  }

  std::string path(ContactId call, base::ServiceId service) const {
    return "/api/v1/services/" + to_string(service) + "/contacts/" + to_string(call) + "/recording";
  }
  std::string path(ContactId call) const { return path(call, founded_.service); }
  Heard hear(ContactId call, const std::string& token, const std::string& range = "",
             const std::string& query = "") {
    transport::Request request{.path = path(call) + "/audio", .query = query, .id = "request-1"};
    request.headers = {{"cookie", std::string(kCookie) + token}};
    if (!range.empty()) request.headers.emplace_back("range", range);
    const auto match = router_.find(Method::kGet, request.path, false);
    if (!match) return {};
    request.path_parameters = match->path_parameters;
    auto result = run_to_end((*match->handler)(request));
    if (!result) return {base::error_row(result.error().code).http_status, {}, {}};
    Heard heard{result->status, result->headers, {}};
    while (result->source && heard.bytes.size() < result->source->size()) {
      auto piece = run_to_end(result->source->next());
      if (!piece) break;
      heard.bytes += *piece;
    }
    return heard;
  }
  int audited(const std::string& action) {
    const auto actions = audited_actions();
    return static_cast<int>(std::ranges::count(actions, action));
  }

  static constexpr const char* kCookie = "madoguchi_session=";
  base::WorkerPool pool_{1, 64};
  voice::DiskRecordingFiles disk_;
  /// Far ahead: what the recorder writes depends on the packets alone.
  voice::MediaTime media_now_ = std::chrono::steady_clock::now() + std::chrono::hours(24);
  std::unique_ptr<RecordingsService> recordings_;
  std::string owner_;
  std::string admin_;
  int contacts_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Both, RecordingsTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(RecordingsTest, a_call_can_be_seen_and_heard_afterwards) {
  const ContactId call = recorded_call(2);
  const Recording kept = *row(call);
  EXPECT_EQ(kept.state, RecordingState::kStored);
  EXPECT_EQ(kept.duration, Milliseconds(2000));
  EXPECT_EQ(kept.bytes, 32'000);
  EXPECT_EQ(kept.started_at, clock_.now());
  EXPECT_EQ(kept.ended_at, clock_.now() + Milliseconds(2000));
  const auto shown = get(path(call), owner_);
  ASSERT_EQ(shown.status, 200);
  const auto& json = shown.json.as_object();
  EXPECT_EQ(shown.text("contactId"), to_string(call));
  EXPECT_EQ(shown.text("state"), "stored");
  EXPECT_EQ(json.at("startedAt"), base::to_unix_ms(clock_.now()));
  EXPECT_EQ(json.at("durationMs"), 2000);
  EXPECT_EQ(json.at("missingMs"), 0);
  EXPECT_TRUE(json.at("failReason").is_null());
  EXPECT_EQ(json.at("peakMs"), 20);
  const auto& peaks = json.at("peaks").as_array();
  ASSERT_EQ(peaks.size(), 2u);
  EXPECT_EQ(peaks[0].as_array(), boost::json::array(100, 250));
  EXPECT_EQ(peaks[1].as_array(), boost::json::array(100, 0)) << "below the first step of 1/256";
  const Heard heard = hear(call, owner_);
  EXPECT_EQ(heard.status, 200);
  EXPECT_EQ(heard.header("Content-Type"), "audio/wav");
  EXPECT_EQ(heard.header("Cache-Control"), "private, no-store");
  EXPECT_EQ(heard.header("Content-Security-Policy"), "sandbox; default-src 'none'");
  EXPECT_TRUE(heard.bytes == voice::content_of(place(call).whole));
  EXPECT_EQ(heard.bytes.size(), voice::kWavHeaderSize + 32'000);
}

TEST_P(RecordingsTest, only_the_owner_and_those_above_may_listen) {
  const ContactId call = recorded_call(1);
  const base::ServiceId own = founded_.service;
  const base::ServiceId other = add_service("別館");
  const auto token = [&](const char* name, ServiceRight right) {
    return sign_in_as(add_operator(name + std::string("@example.jp"), {right}));
  };
  const std::string lead = token("lead", {own, ServiceRole::kServiceAdmin, true});
  const std::string supervisor = token("supervisor", {own, ServiceRole::kSupervisor, false});
  const std::string stranger = token("stranger", {other, ServiceRole::kServiceAdmin, true});
  const std::pair<std::string, int> cases[] = {{owner_, 200},
                                               {admin_, 200},
                                               {lead, 200},
                                               {supervisor, 200},
                                               {sign_in_as(people_[1]), 403},
                                               {stranger, 404},
                                               {"no session", 401}};
  for (const auto& [who, status] : cases) {
    EXPECT_EQ(get(path(call), who).status, status);
    EXPECT_EQ(hear(call, who).status, status);
  }
  EXPECT_EQ(get(path(call, other), stranger).status, 404);
  EXPECT_EQ(get(path(call, other), admin_).status, 404);
  EXPECT_EQ(audited("recording.played"), 4);
}

TEST_P(RecordingsTest, a_call_that_was_not_recorded_has_none) {
  const ContactId call = contact();
  EXPECT_EQ(get(path(call), owner_).status, 404);
  EXPECT_EQ(hear(call, owner_).status, 404);
  EXPECT_EQ(get(path(ContactId(77)), owner_).status, 404);
  EXPECT_FALSE(row(call));
}

TEST_P(RecordingsTest, is_shown_but_not_heard_while_it_runs) {
  const ContactId call = contact();
  const auto tap = recordings_->begin(founded_.service, call);
  ASSERT_TRUE(tap);
  EXPECT_FALSE(recordings_->begin(founded_.service, call)) << "one for each call";
  settle();
  pass(Milliseconds(3500));
  const auto shown = get(path(call), owner_);
  EXPECT_EQ(shown.text("state"), "recording");
  EXPECT_EQ(shown.json.as_object().at("durationMs"), 3500);
  EXPECT_EQ(boost::json::serialize(shown.json.as_object().at("peaks")), "[[],[]]");
  EXPECT_EQ(hear(call, owner_).status, 409);
  EXPECT_EQ(audited("recording.played"), 0);
  EXPECT_EQ(recordings_->counts().running, 1);
}

TEST_P(RecordingsTest, a_player_seeks) {
  const ContactId call = recorded_call(2);
  const std::string whole = voice::content_of(place(call).whole);
  const Heard start = hear(call, owner_, "bytes=0-57");
  EXPECT_EQ(start.status, 206);
  EXPECT_EQ(start.header("Content-Range"), "bytes 0-57/32058");
  EXPECT_EQ(start.header("Accept-Ranges"), "bytes");
  EXPECT_TRUE(start.bytes == whole.substr(0, 58));
  const Heard middle = hear(call, owner_, "bytes=16058-");
  EXPECT_EQ(middle.status, 206);
  EXPECT_TRUE(middle.bytes == whole.substr(16'058));
  EXPECT_EQ(hear(call, owner_, "bytes=32058-").status, 416);
  EXPECT_EQ(audited("recording.played"), 1) << "one listening";
}

TEST_P(RecordingsTest, each_listening_and_download_is_logged) {
  const ContactId call = recorded_call(1);
  hear(call, owner_, "bytes=100-");
  EXPECT_EQ(audited("recording.played"), 1) << "nobody begins in the middle unseen";
  hear(call, owner_, "bytes=0-");
  hear(call, owner_);
  hear(call, admin_);
  EXPECT_EQ(audited("recording.played"), 4);
  const Heard saved = hear(call, owner_, "", "download=1");
  EXPECT_EQ(saved.header("Content-Disposition"),
            "attachment; filename=\"recording-1.wav\"; filename*=UTF-8''recording-1.wav");
  EXPECT_EQ(audited("recording.downloaded"), 1);
  EXPECT_EQ(hear(call, owner_, "", "download=yes").status, 422);
  const auto log = get("/api/v1/services/" + to_string(founded_.service) + "/audit-log", admin_);
  const auto& last = log.json.as_object().at("entries").as_array().front().as_object();
  EXPECT_EQ(last.at("subject").as_string().c_str(), "contact:" + to_string(call));
  EXPECT_EQ(last.at("operatorId").as_string().c_str(), to_string(people_[0]));
}

TEST_P(RecordingsTest, what_a_full_disk_saved_can_be_heard) {
  voice::SmallDisk small(8'000, voice::RecordingFault::kDiskFull);
  recordings_->stop();
  make_service(small);
  const ContactId call = contact();
  const auto tap = recordings_->begin(founded_.service, call);
  talk(*tap, media_now_, 2);
  const Recording kept = wait_until_closed(call);
  EXPECT_EQ(kept.state, RecordingState::kFailed);
  EXPECT_EQ(kept.fail_reason, "diskFull");
  EXPECT_EQ(kept.duration, Milliseconds(500));
  EXPECT_EQ(recordings_->counts().failed, 1);
  tap->on_end(media_now_ + std::chrono::seconds(2));
  // The routes go to the service of the other disk; both have the same folder and rows.
  transport::Router router;
  add_recordings_routes(router, {*sign_in_, *recordings_, pool_});
  std::swap(router_, router);
  const auto shown = get(path(call), owner_);
  EXPECT_EQ(shown.text("state"), "failed");
  EXPECT_EQ(shown.text("failReason"), "diskFull");
  EXPECT_EQ(hear(call, owner_).bytes.size(), voice::kWavHeaderSize + 8'000);
}

/// As a process leaves it that is killed: the file as it grew, the row as it was begun.
TEST_P(RecordingsTest, what_a_dead_process_left_is_repaired) {
  const ContactId with_row = contact();
  const ContactId without_row = contact();
  const ContactId closed = recorded_call(1);
  const ContactId gone = contact();
  const std::vector<std::uint8_t> second(16'000, 0x80);
  for (const ContactId call : {with_row, without_row}) {
    auto file = disk_.create(place(call));
    ASSERT_TRUE(file);
    ASSERT_TRUE((*file)->append(second));
  }
  std::ofstream(folder() / "live" / "notes.txt") << "not ours";
  const auto began = clock_.now();
  ASSERT_TRUE(database_->write_now([&](storage::Connection& db) -> base::Status {
    static constexpr storage::Sql kReopen{
        "test.reopen", "UPDATE recordings SET state = 'recording' WHERE contact_id = :contact"};
    MDG_TRY(db.execute(kReopen, closed));
    MDG_TRY(recordings_store::begin(db, founded_.service, gone, began));
    return recordings_store::begin(db, founded_.service, with_row, began);
  }));
  ASSERT_TRUE(recordings_->start());
  EXPECT_EQ(wait_until_closed(with_row).state, RecordingState::kRepaired);
  EXPECT_EQ(row(with_row)->duration, Milliseconds(1000));
  EXPECT_EQ(row(with_row)->started_at, began);
  EXPECT_EQ(wait_until_closed(without_row).state, RecordingState::kRepaired);
  EXPECT_EQ(row(without_row)->bytes, 16'000);
  EXPECT_EQ(wait_until_closed(closed).state, RecordingState::kStored);
  EXPECT_EQ(row(closed)->duration, Milliseconds(1000));
  EXPECT_EQ(wait_until_closed(gone).state, RecordingState::kFailed);
  EXPECT_EQ(row(gone)->fail_reason, "missing");
  EXPECT_EQ(hear(with_row, owner_).bytes.size(), voice::kWavHeaderSize + 16'000);
  EXPECT_EQ(hear(gone, owner_).status, 404);
  EXPECT_EQ(get(path(with_row), owner_).text("state"), "repaired");
}

TEST_P(RecordingsTest, nobody_else_on_the_machine_can_look_into_the_folder) {
  struct stat status {};
  ASSERT_EQ(::stat(folder().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
}

/// The database is away when the call begins, and when it ends.
class RecordingsWithoutRows : public RecordingsTest {
 protected:
  RecordingsWithoutRows() : call_(contact()) {
    live_->stop();
    const auto probe = std::make_shared<FailingCommits>();
    database_->stop();
    storage::DatabaseOptions options;
    options.url = fresh_.url();
    options.probe = probe;
    auto opened = storage::Database::open(options, clock_);
    EXPECT_TRUE(opened);
    recordings_->stop();
    before_ = std::exchange(database_, *std::move(opened));
    make_service(disk_);
    probe->is_failing_ = true;
    recordings_->begin(founded_.service, call_)->on_end(media_now_ + std::chrono::seconds(1));
    recordings_->stop();
    (void)database_->write_now([](storage::Connection&) -> base::Status { return {}; });
    EXPECT_FALSE(row(call_));
    probe->is_failing_ = false;
  }
  [[nodiscard]] bool is_marked() const { return !RecordingFolder(folder()).marked().empty(); }

  const ContactId call_;
  std::unique_ptr<storage::Database> before_;
};
INSTANTIATE_TEST_SUITE_P(Both, RecordingsWithoutRows,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(RecordingsWithoutRows, get_theirs_later) {
  EXPECT_TRUE(is_marked());
  recordings_->keep_house();
  EXPECT_EQ(wait_until_closed(call_).state, RecordingState::kStored);
  EXPECT_EQ(row(call_)->duration, Milliseconds(1000));
  (void)database_->write_now([](storage::Connection&) -> base::Status { return {}; });
  EXPECT_FALSE(is_marked());
}

TEST_P(RecordingsWithoutRows, get_theirs_at_the_next_start) {
  make_service(disk_);
  EXPECT_EQ(wait_until_closed(call_).state, RecordingState::kStored);
  EXPECT_EQ(row(call_)->duration, Milliseconds(1000));
  (void)database_->write_now([](storage::Connection&) -> base::Status { return {}; });
  EXPECT_FALSE(is_marked());
}

TEST_P(RecordingsTest, what_ended_stays_as_it_ended) {
  const ContactId call = recorded_call(1);
  const Recording before = *row(call);
  Recording again = before;
  again.state = RecordingState::kFailed;
  again.fail_reason = "writeError";
  ASSERT_TRUE(database_->write_now([&](storage::Connection& db) -> base::Status {
    MDG_TRY(recordings_store::begin(db, founded_.service, call, clock_.now()));
    return recordings_store::close(db, founded_.service, again);
  }));
  EXPECT_EQ(row(call), before);
}

}  // namespace
}  // namespace madoguchi::features
