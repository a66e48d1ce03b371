// What a restart keeps of the desk.

#include "features/contacts/contact_queries.h"
#include "features/live/desk_loader.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

class DeskRestartTest : public LiveDeskTest {
 protected:
  base::Result<Outcome> start_call(base::ThreadId thread, base::ContactId contact) {
    return run(desk::StartCall{founded_.service,
                               contact,
                               thread,
                               customers_[thread],
                               queue_,
                               0,
                               {"0311112222", "0120", "trunk", {}}});
  }

  /// Aki alone has a phone, which rings for longer than calls may wait.
  void ring_for_long(base::OperatorId who) {
    give_phone(who);
    expect(desk::SetQueue{{queue_, founded_.service, base::Seconds(10), base::Seconds(20)}, {who}});
  }

  base::Result<std::optional<Contact>> row_of(base::ContactId contact) {
    return database_->read_now([&](storage::Connection& db) {
      return contact_queries::find(db, founded_.service, contact);
    });
  }
};

INSTANTIATE_TEST_SUITE_P(Both, DeskRestartTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(DeskRestartTest, a_message_that_is_sent_again_finds_its_ended_contact) {
  enter(people_[0]);
  const auto thread = make_thread();
  const auto first = write(thread, "client-0001");
  ASSERT_TRUE(first);
  expect(desk::EndAsOperator{founded_.service, first->contact, people_[0]});
  restart_desk();
  const auto again = write(thread, "client-0001");
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_TRUE(again->was_known);
  EXPECT_EQ(again->contact, first->contact);
  EXPECT_EQ(count_rows("contacts"), 1);
}

TEST_P(DeskRestartTest, contacts_that_ended_long_ago_are_not_loaded) {
  const auto thread = make_thread();
  const auto first = write(thread, "client-0001");
  ASSERT_TRUE(first);
  expect(desk::EndAsCustomer{founded_.service, first->contact});
  clock_.advance(desk::kRememberEnded + base::Seconds(1));
  restart_desk();
  EXPECT_EQ(on_desk([&] { return live_->state().contacts.find(first->contact); }), nullptr);
}

TEST_P(DeskRestartTest, a_call_that_has_ended_is_loaded_as_one) {
  enter(people_[0]);
  ring_for_long(people_[0]);
  const base::ContactId call(500);
  ASSERT_TRUE(start_call(make_thread(), call));
  expect(desk::AcceptCall{founded_.service, call, people_[0]});
  expect(desk::EndAsOperator{founded_.service, call, people_[0]});
  restart_desk();
  on_desk([&] {
    const desk::Contact* loaded = live_->state().contacts.find(call);
    EXPECT_TRUE(loaded != nullptr && desk::is_ended(*loaded) && loaded->call);
    return 0;
  });
}

TEST_P(DeskRestartTest, ids_continue_though_the_clock_was_set_back) {
  const auto thread = make_thread();
  const auto before = write(thread, "client-0001");
  ASSERT_TRUE(before && before->message);
  stop_desk();
  hub_.reset();
  clock_.advance(base::Minutes(-5));
  base::IdSource ids(clock_);
  live_ = std::make_unique<LiveDesk>(*database_, ids, clock_, load_desk);
  ASSERT_TRUE(live_->start());
  const auto after = write(thread, "client-0002");
  ASSERT_TRUE(after && after->message);
  EXPECT_GT(after->message->id, before->message->id) << "a page asks for what is after its last";
  stop_desk();
}

TEST_P(DeskRestartTest, who_was_disabled_while_ready_is_offline_when_enabled_again) {
  enter(people_[0]);
  expect(desk::RemoveOperator{people_[0]});
  restart_desk();
  EXPECT_EQ(on_desk([&] { return live_->state().operators.find(people_[0])->state; }),
            desk::ChosenState::kOffline);
}

TEST_P(DeskRestartTest, a_call_that_rang_in_vain_and_ended_at_once_was_nobodys) {
  enter(people_[0]);
  ring_for_long(people_[0]);
  const base::ContactId call(500);
  ASSERT_TRUE(start_call(make_thread(), call));
  ASSERT_EQ((*row_of(call))->owner, people_[0]) << "it rings there";
  pass(base::Seconds(21));
  const auto row = row_of(call);
  ASSERT_TRUE(row && *row);
  EXPECT_TRUE((*row)->ended_at);
  EXPECT_EQ((*row)->owner, std::nullopt);
}

}  // namespace
}  // namespace madoguchi::features
