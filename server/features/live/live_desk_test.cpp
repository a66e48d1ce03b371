#include "features/live/live_desk.h"

#include <random>

#include "features/contacts/contact_queries.h"
#include "features/contacts/message_queries.h"
#include "features/live/desk_loader.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

INSTANTIATE_TEST_SUITE_P(Both, LiveDeskTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(LiveDeskTest, answers_a_message_when_it_is_stored) {
  const auto thread = make_thread();
  const auto outcome = write(thread, "client-0001", "返金したい");
  ASSERT_TRUE(outcome);
  ASSERT_TRUE(outcome->message);
  const auto stored = database_->read_now([&](storage::Connection& db) {
    return message_queries::find_by_number(db, founded_.service, outcome->contact,
                                           outcome->message_number);
  });
  ASSERT_TRUE(stored && *stored);
  EXPECT_EQ((*stored)->text, "返金したい");
  EXPECT_EQ((*stored)->id, outcome->message->id);
  EXPECT_EQ((*stored)->client_id, "client-0001");
}

TEST_P(LiveDeskTest, a_message_that_is_sent_again_keeps_its_number_and_is_stored_once) {
  const auto thread = make_thread();
  const auto first = write(thread, "client-0001");
  const auto again = write(thread, "client-0001");
  ASSERT_TRUE(first && again);
  EXPECT_TRUE(again->was_known);
  EXPECT_EQ(again->message_number, first->message_number);
  EXPECT_EQ(again->contact, first->contact);
}

TEST_P(LiveDeskTest, a_replay_of_an_old_message_counts_as_a_new_one_and_harms_nobody) {
  const auto thread = make_thread();
  ASSERT_TRUE(write(thread, "client-first"));
  for (int i = 0; i < 70; ++i) ASSERT_TRUE(write(thread, "client-" + std::to_string(1000 + i)));
  const auto replay = write(thread, "client-first");
  ASSERT_TRUE(replay) << replay.error().detail;
  EXPECT_FALSE(replay->was_known);
  ASSERT_TRUE(write(thread, "client-after"));
  EXPECT_EQ(live_->counts().reloads, 0);
  EXPECT_EQ(count_rows("messages"), live_contacts().front().message_count);
}

TEST_P(LiveDeskTest, numbers_of_the_desk_rise_and_rows_keep_the_last_one) {
  const auto a = make_thread();
  const auto b = make_thread();
  ASSERT_TRUE(write(a, "client-0001"));
  ASSERT_TRUE(write(b, "client-0002"));
  const auto rows = database_->read_now([&](storage::Connection& db) {
    return contact_queries::changed_since(db, founded_.service, 1, 10);
  });
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(rows->front().thread, b);
}

TEST_P(LiveDeskTest, a_number_is_not_given_again_after_a_restart) {
  const auto thread = make_thread();
  ASSERT_TRUE(write(thread, "client-0001"));
  enter(people_[0]);
  const auto seen = on_desk([&] { return live_->committed_number(); });
  expect(desk::ChooseState{.operator_id = people_[0], .state = desk::ChosenState::kBreak});
  EXPECT_EQ(on_desk([&] { return live_->committed_number(); }), seen) << "no row would keep it";
  restart_desk();
  EXPECT_EQ(on_desk([&] { return live_->committed_number(); }), seen);
  ASSERT_TRUE(write(thread, "client-0002"));
  EXPECT_GT(on_desk([&] { return live_->committed_number(); }), seen);
}

TEST_P(LiveDeskTest, an_ended_contact_still_says_who_had_it) {
  enter(people_[0]);
  const auto thread = make_thread();
  const auto outcome = write(thread, "client-0001");
  ASSERT_TRUE(outcome);
  expect(desk::OpenContact{founded_.service, outcome->contact, people_[0]});
  expect(desk::EndAsOperator{founded_.service, outcome->contact, people_[0]});
  const auto row = database_->read_now([&](storage::Connection& db) {
    return contact_queries::find(db, founded_.service, outcome->contact);
  });
  ASSERT_TRUE(row && *row);
  EXPECT_EQ((*row)->owner, people_[0]);
  EXPECT_EQ((*row)->end_reason, "operatorEnded");
  EXPECT_EQ((*row)->assignment, "none");
}

std::optional<base::OperatorId> owner_of(const std::vector<desk::Contact>& contacts,
                                         base::ContactId id) {
  const auto found = std::ranges::find(contacts, id, &desk::Contact::id);
  if (found == contacts.end() || !found->owner) return {};
  return found->owner;
}

/// Whatever is decided, the rows say the same as the memory: a restart loads what was there.
TEST_P(LiveDeskTest, rows_are_equal_to_the_live_state_after_random_commands) {
  std::mt19937 random(20261121);
  const auto any = [&](int n) { return std::uniform_int_distribution<>(0, n - 1)(random); };
  std::vector<base::ThreadId> threads;
  for (int i = 0; i < 6; ++i) threads.push_back(make_thread());
  for (const auto id : people_) {
    enter(id);
    give_phone(id);
  }
  const auto service = founded_.service;
  std::int64_t next_call = 1000;
  for (int step = 0; step < 400; ++step) {
    clock_.advance(base::Milliseconds(any(20'000)));
    const auto who = people_[static_cast<std::size_t>(any(3))];
    const auto other = people_[static_cast<std::size_t>(any(3))];
    const auto contacts = any(4) == 0 ? std::vector<desk::Contact>{} : live_contacts();
    const auto contact =
        contacts.empty()
            ? base::ContactId(1)
            : contacts[static_cast<std::size_t>(any(static_cast<int>(contacts.size())))].id;
    const auto id = "client-" + std::to_string(10'000 + step);
    const auto owner = owner_of(contacts, contact).value_or(who);
    const desk::CallParties parties{"0311112222", std::to_string(step), "trunk", {}};
    switch (any(16)) {
      case 0:
      case 1:
      case 2:
        (void)write(threads[static_cast<std::size_t>(any(6))], id);
        break;
      case 3:
      case 4:
        (void)run(desk::WriteAsOperator{
            service, contact, who, desk::MessageKind::kReply, {id, {"はい", {}}}});
        break;
      case 5:
        (void)run(desk::OpenContact{service, contact, who});
        break;
      case 6:
        (void)run(desk::HandOver{service, contact, who, other, {}, "メモ"});
        break;
      case 7:
        (void)run(desk::SnoozeContact{service, contact, who, {}});
        break;
      case 8:
        (void)run(desk::EndAsOperator{service, contact, who});
        break;
      case 9:
        (void)run(desk::ChooseState{
            .operator_id = who,
            .state = any(3) == 0 ? desk::ChosenState::kBreak : desk::ChosenState::kReady});
        break;
      case 10: {
        const auto thread = make_thread();
        (void)run(desk::StartCall{service, base::ContactId(++next_call), thread, customers_[thread],
                                  queue_, 0, parties});
        break;
      }
      case 11: {
        const auto thread = make_thread();
        desk::CallParties dialed = parties;
        dialed.direction = desk::Direction::kOutbound;
        (void)run(desk::DialCall{service, base::ContactId(++next_call), thread, customers_[thread],
                                 queue_, who, dialed});
        break;
      }
      case 12:
        (void)run(desk::AcceptCall{service, contact, owner});
        (void)run(desk::SetDialAnswered{service, contact});
        break;
      case 13:
        (void)run(desk::SetOperatorLeg{service, contact, any(3) != 0, false});
        break;
      case 14:
        (void)run(desk::HoldCall{service, contact, owner, any(2) == 0});
        break;
      case 15:
        (void)run(desk::EndCall{service, contact});
        break;
    }
  }
  // Deadlines that passed meanwhile happen in the loop, some at a time.
  for (int round = 0; round < 3; ++round) settle();
  EXPECT_EQ(stored_contacts(), live_contacts());
  EXPECT_FALSE(live_contacts().empty());
  EXPECT_EQ(live_->counts().reloads, 0);
}

/// The same desk over a database whose commits fail when they are told to.
class FailingDeskTest : public LiveDeskTest {
 protected:
  FailingDeskTest() : thread_(make_thread()) {
    live_->stop();
    database_->stop();
    storage::DatabaseOptions options;
    options.url = fresh_.url();
    options.probe = commits_;
    auto opened = storage::Database::open(options, clock_);
    EXPECT_TRUE(opened);
    database_ = *std::move(opened);
    hub_.reset();
    live_ = std::make_unique<LiveDesk>(*database_, ids_, clock_, load_desk);
    EXPECT_TRUE(live_->start());
  }

  /// The desk loads itself anew once a second, by the clock.
  void wait_for_reload() {
    commits_->is_failing_ = false;
    for (int i = 0; i < 100 && live_->counts().is_halted; ++i) pass(base::Seconds(1));
    ASSERT_FALSE(live_->counts().is_halted);
  }

  base::ThreadId thread_;
  std::shared_ptr<FailingCommits> commits_ = std::make_shared<FailingCommits>();
};

INSTANTIATE_TEST_SUITE_P(Both, FailingDeskTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(FailingDeskTest, a_message_that_was_not_stored_is_not_acknowledged_and_can_be_sent_again) {
  ASSERT_TRUE(write(thread_, "client-0001"));
  commits_->is_failing_ = true;
  const auto lost = write(thread_, "client-0002");
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, base::ErrorCode::kUnavailable);
  wait_for_reload();
  const auto again = write(thread_, "client-0002");
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_FALSE(again->was_known);
  settle();
  EXPECT_EQ(stored_contacts(), live_contacts());
  EXPECT_EQ(count_rows("messages"), live_contacts().front().message_count);
}

TEST_P(FailingDeskTest, while_commits_fail_every_command_is_refused_and_nothing_is_kept) {
  commits_->is_failing_ = true;
  ASSERT_FALSE(write(thread_, "client-0001"));
  const auto refused = write(thread_, "client-0002");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::kUnavailable);
  wait_for_reload();
  EXPECT_GE(live_->counts().reloads, 1);
  EXPECT_EQ(count_rows("messages"), 0);
}

TEST_P(FailingDeskTest, consoles_that_lived_through_it_are_connected_afterwards) {
  enter(people_[0]);
  commits_->is_failing_ = true;
  ASSERT_FALSE(write(thread_, "client-0001"));
  wait_for_reload();
  settle();
  const auto state = live_->states().find(people_[0]);
  ASSERT_TRUE(state);
  EXPECT_TRUE(state->is_connected);
  EXPECT_TRUE(state->takes_chat);
}

}  // namespace
}  // namespace madoguchi::features
