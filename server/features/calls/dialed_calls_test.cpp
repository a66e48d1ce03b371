#include "features/calls/call_ids.h"
#include "features/calls/calls_queries.h"
#include "features/calls/calls_service.h"
#include "features/calls/calls_store.h"
#include "features/calls/fake_recorder_testing.h"
#include "features/calls/fake_telephone_testing.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

constexpr voice::DialProgress kRinging{voice::DialStep::kRinging, 180};
constexpr voice::DialProgress kAnswered{voice::DialStep::kAnswered, 200};
constexpr voice::DialProgress kBusy{voice::DialStep::kFailed, 486};

class DialedCallsTest : public LiveDeskTest {
 protected:
  DialedCallsTest() {
    begin();
    enter_phone(aki());
  }
  ~DialedCallsTest() override { live_->stop(); }

  void begin() {
    calls_ = std::make_unique<CallsService>(
        CallsService::Parts{*database_, *live_, ids_, clock_, *directory_});
    calls_->set_recorder(recorder_);
    live_->post_always([this] { live_->set_call_control(*calls_); });
    calls_->start(&telephone_);
    settle();
  }
  void restart(std::shared_ptr<storage::CommitProbe> probe) {
    restart_desk(std::move(probe));
    begin();
    enter_phone(aki());
  }

  [[nodiscard]] base::OperatorId aki() const { return people_[0]; }
  void enter_phone(base::OperatorId id) {
    expect(desk::SetOperator{{id, {{founded_.service, true, true}}, {queue_}, 3}});
    live_->post_always([this, id] { live_->set_phone_online(id, true); });
    expect(desk::ChooseState{.operator_id = id, .state = desk::ChosenState::kReady});
  }
  base::Status may_dial() {
    return on_desk([&] { return calls_->may_dial(founded_.service, aki()); });
  }

  /// Aki calls 09011112222.
  base::ContactId dial() {
    const auto thread = make_thread();
    desk::DialCall call{founded_.service,
                        ids_.next<base::ContactId>(),
                        thread,
                        customers_.at(thread),
                        queue_,
                        aki(),
                        {"0312345678", "09011112222", "carrier", "", desk::Direction::kOutbound}};
    EXPECT_TRUE(on_desk([&] { return calls_->dial(call); }));
    settle();
    return call.contact;
  }
  void progress(base::ContactId call, voice::DialProgress what) {
    calls_->on_dial_progress(voice::CallId(call.value()), what);
    settle();
  }
  CallRecord record(base::ContactId call) {
    const auto found = database_->read_now(
        [&](storage::Connection& db) { return calls_queries::find(db, founded_.service, call); });
    EXPECT_TRUE(found && *found);
    return found && *found ? **found : CallRecord{};
  }
  std::size_t missed() {
    const auto found = database_->read_now([&](storage::Connection& db) {
      return calls_queries::list(db, founded_.service, {.kind = calls_queries::Kind::kMissed});
    });
    EXPECT_TRUE(found);
    return found->size();
  }

  FakeRecorder recorder_;
  FakeTelephone telephone_;
  std::unique_ptr<CallsService> calls_;
};
INSTANTIATE_TEST_SUITE_P(Both, DialedCallsTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(DialedCallsTest, a_call_is_dialled_answered_and_recorded) {
  ASSERT_TRUE(may_dial());
  const auto call = dial();
  EXPECT_TRUE(telephone_.has("dial carrier 0312345678 09011112222", call_of(call)));
  const CallRecord dialing = record(call);
  EXPECT_EQ(dialing.direction, "outbound");
  EXPECT_EQ(dialing.other_number, "09011112222");
  EXPECT_EQ(dialing.own_number, "0312345678");
  EXPECT_EQ(dialing.talked_by, aki());
  EXPECT_EQ(dialing.answered_at, std::nullopt);
  progress(call, kRinging);
  EXPECT_FALSE(telephone_.has("tap", call_of(call))) << "nobody talks yet";
  progress(call, kAnswered);
  EXPECT_TRUE(telephone_.has("tap", call_of(call)));
  EXPECT_EQ(record(call).answered_at, clock_.now());
  EXPECT_EQ(stored_contacts(), live_contacts()) << "a start would load the same";
  calls_->on_ended(voice::CallId(call.value()), voice::CallEnd::kCustomerLeft);
  settle();
  EXPECT_EQ(record(call).end_reason, "customerEnded");
}

TEST_P(DialedCallsTest, while_it_dials_a_start_would_load_the_same) {
  const auto call = dial();
  EXPECT_EQ(stored_contacts(), live_contacts());
  EXPECT_EQ(live_contacts().at(0).id, call);
}

TEST_P(DialedCallsTest, a_failure_has_its_reason_and_is_no_missed_call) {
  const auto call = dial();
  progress(call, kBusy);
  EXPECT_EQ(record(call).end_reason, "busy");
  EXPECT_EQ(missed_reason(record(call)), std::nullopt);
  EXPECT_EQ(missed(), 0u);
  EXPECT_FALSE(telephone_.has("hangUp", call_of(call))) << "it is over there";
  progress(call, kAnswered);
  EXPECT_EQ(record(call).end_reason, "busy") << "what comes too late changes nothing";
}

TEST_P(DialedCallsTest, a_silent_trunk_is_another_reason_than_nobody_there) {
  constexpr voice::DialProgress kTimeout{voice::DialStep::kFailed, 408};
  const auto silent = dial();
  progress(silent, kTimeout);
  EXPECT_EQ(record(silent).end_reason, "trunkDown");
  const auto rung = dial();
  progress(rung, kRinging);
  progress(rung, kTimeout);
  EXPECT_EQ(record(rung).end_reason, "noAnswer");
}

TEST_P(DialedCallsTest, giving_up_hangs_up) {
  const auto call = dial();
  expect(desk::EndAsOperator{founded_.service, call, aki()});
  settle();
  EXPECT_TRUE(telephone_.has("hangUp", call_of(call)));
  EXPECT_EQ(record(call).end_reason, "operatorEnded");
}

TEST_P(DialedCallsTest, nobody_dials_two_calls) {
  const auto call = dial();
  const auto refused = may_dial();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::kConflict);
  EXPECT_TRUE(refused.error().detail.starts_with("inCall"));
  progress(call, kBusy);
  EXPECT_TRUE(may_dial()) << "the wrap-up does not hinder";
}

TEST_P(DialedCallsTest, there_must_be_a_telephone) {
  calls_->start(nullptr);
  EXPECT_EQ(may_dial().error().code, base::ErrorCode::kUnavailable);
  calls_->start(&telephone_);
}

TEST_P(DialedCallsTest, a_call_that_the_desk_forgot_before_the_answer_is_given_up) {
  const auto commits = std::make_shared<FailingCommits>();
  restart(commits);
  const auto thread = make_thread();
  commits->is_failing_ = true;
  const desk::DialCall call{founded_.service,
                            ids_.next<base::ContactId>(),
                            thread,
                            customers_.at(thread),
                            queue_,
                            aki(),
                            {"03", "090", "carrier", "", desk::Direction::kOutbound}};
  EXPECT_TRUE(on_desk([&] { return calls_->dial(call); }));
  settle();
  commits->is_failing_ = false;
  for (int i = 0; i < 100 && live_->counts().reloads == 0; ++i) pass(base::Seconds(1));
  ASSERT_EQ(live_->counts().reloads, 1);
  settle();
  EXPECT_TRUE(telephone_.has("hangUp", call_of(call.contact)));
  EXPECT_TRUE(live_contacts().empty());
}

}  // namespace
}  // namespace madoguchi::features
