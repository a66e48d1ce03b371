#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "features/calls/calls_queries.h"
#include "features/calls/calls_service.h"
#include "features/calls/fake_recorder_testing.h"
#include "features/calls/fake_telephone_testing.h"
#include "features/contacts/contact_queries.h"
#include "features/customers/customers_store.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

constexpr const char* kNumber = "0312345678";

constexpr storage::Sql kGiveExtension{"test.give_extension",
                                      "UPDATE operators SET extension = :extension WHERE id = :id"};
constexpr storage::Sql kGivePhone{
    "test.give_phone", "UPDATE operator_services SET can_phone = 1 WHERE operator_id = :id"};

constexpr storage::Sql kName{"test.name_customer",
                             "UPDATE customers SET name = '佐藤' WHERE id = :id"};

/// Holds the next commit until it is let go.
class HeldCommits final : public storage::CommitProbe {
 public:
  base::Status before_commit() override {
    std::unique_lock lock(mutex_);
    is_waiting_ = is_held_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !is_held_; });
    is_waiting_ = false;
    return {};
  }
  void hold(bool is_held) {
    const std::lock_guard lock(mutex_);
    is_held_ = is_held;
    changed_.notify_all();
  }
  void wait_until_one_waits() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_waiting_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_held_ = false;
  bool is_waiting_ = false;
};

class CallsTest : public LiveDeskTest {
 protected:
  CallsTest() { begin(); }
  /// The desk's thread uses what is made here.
  ~CallsTest() override { live_->stop(); }

  void begin() {
    calls_ = std::make_unique<CallsService>(
        CallsService::Parts{*database_, *live_, ids_, clock_, *directory_});
    const std::string key = directory_->find(founded_.service)->service.key;
    calls_->set_recorder(recorder_);
    calls_->set_routes({{kNumber, key, ""}, {"0398765432", key, "no such queue"}});
    live_->post_always([this] { live_->set_call_control(*calls_); });
    calls_->start(&telephone_);
    settle();
  }
  void restart(std::shared_ptr<storage::CommitProbe> probe = nullptr) {
    restart_desk(std::move(probe));
    begin();
  }

  voice::CallId call(const std::string& from = "09011112222", const std::string& to = kNumber) {
    const auto id = ids_.next<voice::CallId>();
    calls_->on_call({id, "carrier", from, to});
    return id;
  }
  voice::CallId answered_call(const std::string& from = "09011112222") {
    const auto id = call(from);
    EXPECT_TRUE(telephone_.waits_for("answer", id));
    settle();
    return id;
  }
  Contact row(voice::CallId id) {
    const auto found = database_->read_now([&](storage::Connection& db) {
      return contact_queries::find(db, founded_.service, base::ContactId(id.value()));
    });
    EXPECT_TRUE(found && *found);
    return found && *found ? **found : Contact{};
  }
  std::string reason(voice::CallId id) { return row(id).end_reason.value_or("none"); }

  /// Somebody at whom calls can ring.
  void enter_phone(base::OperatorId id) {
    const auto stored = database_->write_now([&](storage::Connection& db) -> base::Status {
      MDG_TRY(db.execute(kGiveExtension, to_string(id).substr(to_string(id).size() - 8), id));
      MDG_TRY(db.execute(kGivePhone, id));
      return {};
    });
    EXPECT_TRUE(stored);
    expect(desk::SetOperator{{id, {{founded_.service, true, true}}, {queue_}, 3}});
    live_->post_always([this, id] { live_->set_phone_online(id, true); });
    expect(desk::ChooseState{.operator_id = id, .state = desk::ChosenState::kReady});
  }
  base::Status accept(voice::CallId call, base::OperatorId who) {
    return on_desk([&] { return calls_->accept({founded_.service, contact(call), who}); });
  }
  /// Aki talks, the audio flows.
  voice::CallId talking(base::OperatorId who) {
    enter_phone(who);
    const auto id = answered_call();
    EXPECT_TRUE(accept(id, who));
    calls_->on_operator_side(id, voice::OperatorSide::kConnected);
    settle();
    return id;
  }
  /// Of a visitor of a page, whose telephone side is about to open.
  desk::StartCall expected_call() {
    const base::ThreadId thread = make_thread();
    desk::StartCall start;
    start.service = founded_.service;
    start.contact = ids_.next<base::ContactId>();
    start.thread = thread;
    start.customer = customers_.at(thread);
    start.queue = queue_;
    start.parties = {"", "shop.example/cups", std::string(kWebTrunk), "佐藤"};
    EXPECT_TRUE(database_->write_now([&](storage::Connection& db) -> base::Status {
      MDG_TRY(db.execute(kName, start.customer));
      return {};
    }));
    on_desk([&] {
      calls_->expect(start);
      return 0;
    });
    return start;
  }
  static base::ContactId contact(voice::CallId call) { return base::ContactId(call.value()); }
  CallRecord record(voice::CallId call) {
    const auto found = database_->read_now([&](storage::Connection& db) {
      return calls_queries::find(db, founded_.service, contact(call));
    });
    EXPECT_TRUE(found && *found);
    return found && *found ? **found : CallRecord{};
  }

  FakeRecorder recorder_;
  FakeTelephone telephone_;
  std::unique_ptr<CallsService> calls_;
};

INSTANTIATE_TEST_SUITE_P(Both, CallsTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(CallsTest, a_call_is_answered_and_stands_in_the_lists) {
  const auto id = answered_call();
  const Contact shown = row(id);
  EXPECT_EQ(shown.channel, "call");
  EXPECT_EQ(shown.assignment, "queued");
  EXPECT_EQ(shown.last_message, "09011112222");
  EXPECT_EQ(shown.customer_name, "09011112222");
  EXPECT_FALSE(shown.is_registered);
  EXPECT_EQ(shown.number, 1);
  EXPECT_EQ(count_rows("calls"), 1);
  EXPECT_EQ(stored_contacts(), live_contacts());
  const auto waiting = database_->read_now(
      [&](storage::Connection& db) { return contact_queries::waiting(db, founded_.service, 10); });
  ASSERT_TRUE(waiting);
  EXPECT_EQ(waiting->size(), 1u);
}

TEST_P(CallsTest, a_number_that_is_known_is_the_same_customer_however_it_is_written) {
  const auto first = answered_call("09011112222");
  const auto second = answered_call("+819011112222");
  EXPECT_EQ(row(first).customer, row(second).customer);
  EXPECT_NE(row(first).thread, row(second).thread) << "two calls at once";
  const auto other = answered_call("09033334444");
  EXPECT_NE(row(first).customer, row(other).customer);
}

TEST_P(CallsTest, withheld_numbers_are_customers_of_their_own) {
  const auto first = answered_call("");
  const auto second = answered_call("");
  EXPECT_NE(row(first).customer, row(second).customer);
  EXPECT_EQ(row(first).customer_name, "");
}

TEST_P(CallsTest, a_word_in_place_of_a_number_is_a_name_and_nothing_to_call_back) {
  const Contact shown = row(answered_call("reception"));
  EXPECT_EQ(shown.customer_name, "reception");
  const auto customer = database_->read_now([&](storage::Connection& db) {
    return customers_store::find(db, founded_.service, shown.customer);
  });
  ASSERT_TRUE(customer);
  EXPECT_EQ(customer->value().phone, "");
}

TEST_P(CallsTest, a_caller_who_hangs_up_is_missed_with_that_reason) {
  const auto id = answered_call();
  calls_->on_ended(id, voice::CallEnd::kCustomerLeft);
  settle();
  EXPECT_EQ(reason(id), "userLeft");
  const auto lost = answered_call();
  calls_->on_ended(lost, voice::CallEnd::kMediaLost);
  settle();
  EXPECT_EQ(reason(lost), "mediaLost");
  const auto not_taken = answered_call();
  calls_->on_ended(not_taken, voice::CallEnd::kNotTaken);
  settle();
  EXPECT_EQ(reason(not_taken), "noOperator") << "they had not left";
  EXPECT_TRUE(live_contacts().empty());
}

TEST_P(CallsTest, a_caller_who_leaves_before_the_desk_knows_leaves_no_contact) {
  const auto commits = std::make_shared<HeldCommits>();
  restart(commits);
  commits->hold(true);
  const auto id = call();
  commits->wait_until_one_waits();  // the caller's rows, before which the desk is told nothing
  calls_->on_ended(id, voice::CallEnd::kCustomerLeft);
  commits->hold(false);
  settle();
  settle();
  EXPECT_TRUE(live_contacts().empty());
  EXPECT_EQ(count_rows("threads"), 1);
  EXPECT_EQ(count_rows("contacts"), 0);
}

TEST_P(CallsTest, rings_is_answered_held_and_hung_up) {
  const auto id = talking(people_[0]);
  EXPECT_EQ(row(id).assignment, "owned");
  EXPECT_EQ(row(id).conversation, "active");
  EXPECT_TRUE(row(id).call->answered_at);
  const auto hold = [&](bool is_held) {
    return on_desk([&] {
      return live_->perform(desk::HoldCall{founded_.service, contact(id), people_[0], is_held});
    });
  };
  ASSERT_TRUE(hold(true));
  EXPECT_TRUE(telephone_.waits_for("hold", id));
  pass(base::Seconds(5));
  settle();
  EXPECT_TRUE(row(id).call->is_held);
  ASSERT_TRUE(hold(false));
  EXPECT_TRUE(telephone_.waits_for("resume", id));
  settle();
  EXPECT_EQ(stored_contacts(), live_contacts());
  expect(desk::EndAsOperator{founded_.service, contact(id), people_[0]});
  EXPECT_TRUE(telephone_.waits_for("hangUp", id));
  EXPECT_EQ(reason(id), "operatorEnded");
  pass(base::Seconds(4));
  expect(desk::ChooseState{.operator_id = people_[0], .state = desk::ChosenState::kReady});
  const CallRecord call = record(id);
  EXPECT_EQ(call.talked_by, people_[0]);
  EXPECT_EQ(call.held, base::Seconds(5));
  EXPECT_EQ(call.wrap_up, base::Seconds(4));
  EXPECT_EQ(call.offer_count, 1);
  EXPECT_EQ(call.other_number, "09011112222");
}

TEST_P(CallsTest, the_operator_s_screens_know_the_call_before_it_is_stored) {
  enter_phone(people_[0]);
  const auto id = answered_call();
  const auto view = live_->states().find(people_[0]);
  ASSERT_TRUE(view && view->call);
  EXPECT_EQ(view->call->contact, contact(id));
  EXPECT_TRUE(view->call->is_ringing);
  EXPECT_EQ(view->call->parties->from, "09011112222");
  EXPECT_EQ(view->call->parties->customer_name, "") << "not registered";
  ASSERT_TRUE(accept(id, people_[0]));
  EXPECT_FALSE(live_->states().find(people_[0])->call->is_ringing);
  EXPECT_FALSE(live_->states().find(people_[0])->call->is_leg_connected);
  calls_->on_operator_side(id, voice::OperatorSide::kConnected);
  settle();
  EXPECT_TRUE(live_->states().find(people_[0])->call->is_leg_connected);
}

TEST_P(CallsTest, an_operator_whose_audio_is_lost_loses_the_call_after_15_s) {
  const auto id = talking(people_[0]);
  calls_->on_operator_side(id, voice::OperatorSide::kLost);
  settle();
  pass(base::Seconds(14));
  EXPECT_EQ(row(id).assignment, "owned");
  pass(base::Seconds(1));
  EXPECT_TRUE(telephone_.waits_for("park", id));
  settle();
  EXPECT_NE(row(id).owner, people_[0]) << "rests for 10 s";
  EXPECT_EQ(row(id).assignment, "queued");
}

TEST_P(CallsTest, is_recorded_from_the_first_answer_on) {
  const auto id = talking(people_[0]);
  EXPECT_TRUE(telephone_.waits_for("tap", id));
  calls_->on_operator_side(id, voice::OperatorSide::kLost);
  settle();
  pass(base::Seconds(15));
  enter_phone(people_[1]);
  ASSERT_TRUE(accept(id, people_[1]));
  EXPECT_EQ(recorder_.begun_, 1) << "one recording, whoever talks";
  calls_->on_ended(id, voice::CallEnd::kCustomerLeft);
  settle();
  EXPECT_EQ(reason(id), "customerEnded");
  recorder_.is_recording_ = false;
  const auto next = talking(people_[0]);
  EXPECT_FALSE(telephone_.has("tap", next)) << "who does not record gets no audio";
}

TEST_P(CallsTest, only_who_talks_may_do_anything_with_the_audio) {
  enter_phone(people_[0]);
  const auto id = answered_call();
  const auto refusal = [&](base::OperatorId who) {
    const auto status =
        on_desk([&] { return calls_->require_talker(founded_.service, contact(id), who); });
    return status ? std::string() : status.error().detail.substr(0, 7);
  };
  EXPECT_EQ(refusal(people_[0]), "ringing");
  EXPECT_EQ(refusal(people_[1]), "owner: ");
  ASSERT_TRUE(accept(id, people_[0]));
  EXPECT_EQ(refusal(people_[0]), "");
  EXPECT_FALSE(accept(id, people_[1]));
  const auto other =
      on_desk([&] { return calls_->require_talker(base::ServiceId(1), contact(id), people_[0]); });
  EXPECT_EQ(other.error().code, base::ErrorCode::kNotFound);
  ASSERT_TRUE(calls_->send_keys(contact(id), "12#"));
  EXPECT_TRUE(telephone_.waits_for("12#", id));
}

TEST_P(CallsTest, who_talks_goes_on_talking_when_the_desk_was_loaded_from_older_rows) {
  const auto commits = std::make_shared<FailingCommits>();
  restart(commits);
  enter_phone(people_[0]);
  const auto id = answered_call();
  commits->is_failing_ = true;
  ASSERT_TRUE(accept(id, people_[0])) << "a telephone does not wait for the disk";
  calls_->on_operator_side(id, voice::OperatorSide::kConnected);
  settle();
  commits->is_failing_ = false;
  for (int i = 0; i < 100 && live_->counts().is_halted; ++i) pass(base::Seconds(1));
  ASSERT_FALSE(live_->counts().is_halted);
  settle();
  EXPECT_EQ(row(id).assignment, "owned");
  EXPECT_EQ(row(id).owner, people_[0]);
  pass(base::Minutes(1));
  settle();
  EXPECT_EQ(row(id).assignment, "owned") << "its audio was there all the time";
}

TEST_P(CallsTest, calls_are_listed_newest_first_and_missed_ones_apart) {
  const auto missed = answered_call("0311112222");
  calls_->on_ended(missed, voice::CallEnd::kCustomerLeft);
  settle();
  const auto talked = talking(people_[0]);
  const auto list = [&](calls_queries::Page page) {
    const auto calls = database_->read_now(
        [&](storage::Connection& db) { return calls_queries::list(db, founded_.service, page); });
    std::vector<base::ContactId> ids;
    for (const CallRecord& call : *calls) ids.push_back(call.contact);
    return ids;
  };
  using Ids = std::vector<base::ContactId>;
  EXPECT_EQ(list({}), (Ids{contact(talked), contact(missed)}));
  EXPECT_EQ(list({.kind = calls_queries::Kind::kMissed}), Ids{contact(missed)});
  EXPECT_EQ(list({.kind = calls_queries::Kind::kMine, .me = people_[0]}), Ids{contact(talked)});
  EXPECT_EQ(list({.kind = calls_queries::Kind::kMine, .me = people_[1]}), Ids{});
  EXPECT_EQ(list({.before = contact(talked)}), Ids{contact(missed)});
  EXPECT_EQ(list({.limit = 1}), Ids{contact(talked)});
}

TEST_P(CallsTest, a_call_from_a_browser_is_a_call_like_any_other) {
  enter_phone(people_[0]);
  const desk::StartCall start = expected_call();
  EXPECT_TRUE(on_desk([&] { return calls_->is_living(start.contact); }));
  ASSERT_TRUE(on_desk([&] { return calls_->begin_expected(start); }));
  const voice::CallId id(start.contact.value());
  EXPECT_TRUE(telephone_.waits_for("answer", id));
  settle();
  EXPECT_TRUE(row(id).call->is_web);
  EXPECT_EQ(record(id).customer_name, "佐藤") << "of the web also what a visitor gave";
  ASSERT_TRUE(accept(id, people_[0]));
  calls_->on_operator_side(id, voice::OperatorSide::kConnected);
  settle();
  EXPECT_EQ(row(id).assignment, "owned");
  EXPECT_EQ(row(id).call->own_number, "shop.example/cups");
  calls_->on_ended(id, voice::CallEnd::kCustomerLeft);
  settle();
  EXPECT_EQ(reason(id), "customerEnded");
}

TEST_P(CallsTest, a_browser_that_leaves_before_it_begins_leaves_no_contact) {
  const desk::StartCall start = expected_call();
  calls_->on_ended(voice::CallId(start.contact.value()), voice::CallEnd::kMediaLost);
  const auto begun = on_desk([&] { return calls_->begin_expected(start); });
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().code, base::ErrorCode::kConflict);
  EXPECT_TRUE(live_contacts().empty());
}

TEST_P(CallsTest, a_customer_in_a_browser_gives_up) {
  const desk::StartCall start = expected_call();
  ASSERT_TRUE(on_desk([&] { return calls_->begin_expected(start); }));
  on_desk([&] {
    calls_->leave(start.contact);
    calls_->leave(start.contact);
    return 0;
  });
  const voice::CallId id(start.contact.value());
  EXPECT_TRUE(telephone_.waits_for("hangUp", id));
  settle();
  EXPECT_EQ(reason(id), "userLeft");
  EXPECT_FALSE(on_desk([&] { return calls_->is_living(start.contact); }));
}

TEST_P(CallsTest, without_a_telephone_no_call_begins) {
  EXPECT_TRUE(calls_->may_begin());
  calls_->start(nullptr);
  EXPECT_EQ(calls_->may_begin().error().code, base::ErrorCode::kUnavailable);
  base::Result<std::string> answer = std::string();
  calls_->open(base::ContactId(1), "offer", [&](auto reply) { answer = std::move(reply); });
  EXPECT_EQ(answer.error().code, base::ErrorCode::kUnavailable);
}

TEST_P(CallsTest, the_longest_wait_ends_a_call_on_the_telephone_too) {
  const auto id = answered_call();
  pass(base::Seconds(300));
  EXPECT_TRUE(telephone_.waits_for("hangUp", id));
  settle();
  EXPECT_EQ(reason(id), "noOperator");
}

TEST_P(CallsTest, numbers_without_a_way_are_not_known) {
  EXPECT_TRUE(calls_->knows_number(kNumber));
  EXPECT_TRUE(calls_->knows_number("+81312345678"));
  EXPECT_FALSE(calls_->knows_number("0300000000"));
  EXPECT_TRUE(calls_->knows_number("0398765432")) << "the default queue stands in for its own";
  EXPECT_FALSE(calls_->knows_number(""));
  EXPECT_TRUE(telephone_.waits_for("notFound", call("090", "0300000000")));
  const std::string key = directory_->find(founded_.service)->service.key;
  EXPECT_TRUE(find_target(*directory_, {{"*", key, ""}}, "anything"));
  EXPECT_FALSE(find_target(*directory_, {{"*", "no such key", ""}}, "anything"));
  const auto target = find_target(*directory_, {{"*", key, "no such queue"}}, "anything");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->queue, directory_->find_by_key(key)->queues.front().id);
}

TEST_P(CallsTest, calls_that_died_with_the_process_are_closed_with_that_reason) {
  const auto id = answered_call();
  restart();
  EXPECT_EQ(reason(id), "interrupted");
  EXPECT_TRUE(live_contacts().empty());
}

TEST_P(CallsTest, the_end_of_the_telephone_closes_its_calls) {
  const auto id = answered_call();
  calls_->stop();
  settle();
  EXPECT_EQ(reason(id), "interrupted");
}

TEST_P(CallsTest, while_the_database_is_away_new_calls_come_later_and_running_ones_go_on) {
  const auto commits = std::make_shared<FailingCommits>();
  restart(commits);
  const auto running = answered_call();
  const auto over = answered_call("09033334444");
  commits->is_failing_ = true;
  const auto refused = call("09055556666");
  EXPECT_TRUE(telephone_.waits_for("tryLater", refused));
  // A desk command that fails lets the desk halt; the call that ends meanwhile ends afterwards.
  (void)run(desk::ChooseState{.operator_id = people_[0], .state = desk::ChosenState::kWork});
  calls_->on_ended(over, voice::CallEnd::kCustomerLeft);
  settle();
  commits->is_failing_ = false;
  for (int i = 0; i < 100 && live_->counts().is_halted; ++i) pass(base::Seconds(1));
  ASSERT_FALSE(live_->counts().is_halted);
  settle();
  EXPECT_EQ(reason(running), "none");
  EXPECT_EQ(reason(over), "userLeft");
  EXPECT_EQ(live_contacts().size(), 1u);
  EXPECT_EQ(stored_contacts(), live_contacts());
}

TEST_P(CallsTest, while_the_disk_stalls_new_calls_come_later_and_running_ones_end_as_ever) {
  const auto commits = std::make_shared<HeldCommits>();
  restart(commits);
  const auto running = answered_call();
  commits->hold(true);
  live_->submit(desk::ChooseState{.operator_id = people_[0], .state = desk::ChosenState::kWork}, {},
                [](const auto&) {});
  commits->wait_until_one_waits();
  clock_.advance(base::Seconds(3));
  EXPECT_TRUE(telephone_.waits_for("tryLater", call("09055556666")));
  calls_->on_ended(running, voice::CallEnd::kCustomerLeft);
  commits->hold(false);
  settle();
  EXPECT_EQ(reason(running), "userLeft");
  EXPECT_EQ(count_rows("calls"), 1);
}

/// Fails one commit, after so many.
class FailingAfter final : public storage::CommitProbe {
 public:
  base::Status before_commit() override {
    if (left_ < 0 || left_-- > 0) return {};  // fails once: below 0 all are well again
    return base::fail(base::ErrorCode::kUnavailable, "the disk is full");
  }
  std::atomic<int> left_{-1};
};

TEST_P(CallsTest, a_call_whose_start_was_lost_is_told_again) {
  const auto commits = std::make_shared<FailingAfter>();
  restart(commits);
  commits->left_ = 1;  // the caller's rows; then the disk fails under the contact's
  const auto id = call();
  ASSERT_TRUE(telephone_.waits_for("answer", id));
  for (int i = 0; i < 100 && live_->counts().reloads == 0; ++i) pass(base::Seconds(1));
  ASSERT_EQ(live_->counts().reloads, 1);
  settle();
  ASSERT_EQ(live_contacts().size(), 1u);
  EXPECT_EQ(live_contacts()[0].id.value(), id.value());
  EXPECT_EQ(stored_contacts(), live_contacts());
  calls_->on_ended(id, voice::CallEnd::kCustomerLeft);
  settle();
  EXPECT_EQ(reason(id), "userLeft");
}

}  // namespace
}  // namespace madoguchi::features
