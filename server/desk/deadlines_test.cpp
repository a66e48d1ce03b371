#include "desk/deadlines.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

using base::Minutes;
using base::Seconds;

/// Aki has replied in a chat at `replied`.
struct DeadlinesTest : testing::Test {
  DeadlinesTest() {
    world.enter(kAki);
    chat = world.write(1);
    world.reply(chat, kAki);
    replied = world.now;
  }

  void set(ServiceSettings settings) { world.expect(SetService{kShop, settings}); }

  World world;
  ContactId chat;
  Time replied;
};

TEST_F(DeadlinesTest, a_silent_customer_ends_the_chat_five_minutes_after_the_last_reply) {
  world.pass(Minutes(4));
  world.reply(chat, kAki);
  EXPECT_TRUE(world.pass(Minutes(5) - base::Milliseconds(1)).empty());
  const auto events = world.pass(base::Milliseconds(1));
  EXPECT_EQ(events_of<ContactEnded>(events).at(0).reason, EndReason::kCustomerSilent);
}

TEST_F(DeadlinesTest, a_customer_who_writes_is_not_silent) {
  world.pass(Minutes(4));
  world.write(1);
  EXPECT_TRUE(events_of<ContactEnded>(world.pass(Minutes(60))).empty());
}

TEST_F(DeadlinesTest, a_note_is_no_reply) {
  world.pass(Minutes(4));
  world.expect(WriteAsOperator{kShop, chat, kAki, MessageKind::kNote, {{}, {"note", {}}}});
  EXPECT_FALSE(events_of<ContactEnded>(world.pass(Minutes(1))).empty());
}

TEST_F(DeadlinesTest, silence_never_ends_the_chat_when_it_is_set_so) {
  set({.silence_end = Seconds(0)});
  EXPECT_TRUE(world.pass(Minutes(600)).empty());
  EXPECT_EQ(next_deadline(world.state), std::nullopt);
}

TEST_F(DeadlinesTest, new_settings_move_running_deadlines) {
  set({.silence_end = Seconds(60)});
  EXPECT_EQ(next_deadline(world.state), replied + Seconds(60));
}

TEST_F(DeadlinesTest, a_warning_comes_once_before_the_end) {
  set({.silence_warning = Seconds(60)});
  const auto events = world.pass(Minutes(4));
  const auto warnings = events_of<SilenceWarned>(events);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].ends_at, replied + Minutes(5));
  EXPECT_EQ(lines_of(events), "silenceWarning");
  EXPECT_TRUE(world.pass(Seconds(59)).empty());
  EXPECT_EQ(lines_of(world.pass(Seconds(1))), "ended");
}

TEST_F(DeadlinesTest, a_warning_comes_again_in_the_next_silence) {
  set({.silence_warning = Seconds(60)});
  world.pass(Minutes(4));
  world.reply(chat, kAki);
  EXPECT_EQ(lines_of(world.pass(Minutes(4))), "silenceWarning");
}

TEST_F(DeadlinesTest, a_desk_that_slept_through_warning_and_end_only_ends) {
  set({.silence_warning = Seconds(60)});
  world.now += Minutes(30);
  EXPECT_EQ(lines_of(world.expect(Tick{}).events), "ended");
}

TEST_F(DeadlinesTest, an_unanswered_customer_is_told_once_in_each_waiting) {
  world.pass(Seconds(10));
  const Time since = world.now;
  world.write(1);
  world.pass(Seconds(30));
  world.write(1);
  const auto told = events_of<Unanswered>(world.pass(Seconds(60)));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].waiting_since, since);
  EXPECT_EQ(told[0].operator_id, kAki);
  EXPECT_EQ(told[0].at, since + Seconds(90));
  EXPECT_TRUE(events_of<Unanswered>(world.pass(Minutes(4))).empty());
  world.reply(chat, kAki);
  world.write(1);
  EXPECT_EQ(events_of<Unanswered>(world.pass(Seconds(90))).size(), 1u);
}

TEST_F(DeadlinesTest, an_ended_chat_is_not_unanswered) {
  world.write(1);
  world.expect(EndAsCustomer{kShop, chat});
  EXPECT_TRUE(events_of<Unanswered>(world.pass(Minutes(5))).empty());
}

TEST_F(DeadlinesTest, nobody_having_it_a_waiting_customer_is_unanswered_too) {
  world.expect(SetSwitches{kAki, false, {}});
  world.write(2);
  const auto told = events_of<Unanswered>(world.pass(Seconds(90)));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].operator_id, OperatorId{});
}

TEST_F(DeadlinesTest, an_ended_contact_is_forgotten_after_ten_minutes) {
  world.expect(EndAsCustomer{kShop, chat});
  world.pass(Minutes(10) - base::Milliseconds(1));
  EXPECT_EQ(world.assignment(chat), "none");
  const auto events = world.pass(base::Milliseconds(1));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_FALSE(is_stored(events[0]));
  EXPECT_EQ(world.assignment(chat), "forgotten");
  EXPECT_EQ(world.state.threads.find(ThreadId(1)), nullptr);
}

TEST_F(DeadlinesTest, one_tick_takes_care_of_a_limited_number) {
  for (int thread = 2; thread < kMostDuePerTick + 10; ++thread) {
    world.expect(EndAsCustomer{kShop, world.write(thread)});
  }
  world.now += Minutes(11);
  EXPECT_EQ(events_of<ContactForgotten>(world.expect(Tick{}).events).size(),
            static_cast<std::size_t>(kMostDuePerTick) - 1)
      << "the first is the chat, which ends";
  EXPECT_LE(*next_deadline(world.state), world.now);
  world.expect(Tick{});
  EXPECT_GT(*next_deadline(world.state), world.now);
}

TEST_F(DeadlinesTest, a_clock_that_steps_back_only_delays) {
  world.now -= Minutes(30);
  EXPECT_TRUE(world.expect(Tick{}).events.empty());
  world.write(1);
  world.reply(chat, kAki);
  EXPECT_EQ(next_deadline(world.state), world.now + Minutes(5));
}

TEST_F(DeadlinesTest, a_snoozed_contact_comes_back_to_its_owner_at_its_time) {
  world.expect(SnoozeContact{kShop, chat, kAki, world.now + Minutes(60)});
  EXPECT_EQ(world.who(kAki).open_chats, 0);
  EXPECT_TRUE(world.pass(Minutes(60) - base::Milliseconds(1)).empty());
  const auto events = world.pass(base::Milliseconds(1));
  EXPECT_EQ(world.assignment(chat), "offered 101");
  EXPECT_EQ(world.conversation(chat), "active");
  EXPECT_EQ(events_of<ContactWoken>(events).at(0).cause, WakeCause::kTime);
  EXPECT_EQ(lines_of(events), "woke");
  EXPECT_EQ(world.who(kAki).open_chats, 1);
}

TEST_F(DeadlinesTest, silence_counts_anew_after_waking) {
  world.expect(SnoozeContact{kShop, chat, kAki, world.now + Minutes(60)});
  world.pass(Minutes(60));
  world.open(chat, kAki);
  EXPECT_TRUE(world.pass(Minutes(5) - base::Milliseconds(1)).empty());
  EXPECT_FALSE(events_of<ContactEnded>(world.pass(base::Milliseconds(1))).empty());
}

TEST_F(DeadlinesTest, a_snoozed_contact_wakes_when_the_customer_writes) {
  world.expect(SnoozeContact{kShop, chat, kAki, {}});
  EXPECT_EQ(next_deadline(world.state), std::nullopt);
  world.pass(Minutes(600));
  world.write(1);
  EXPECT_EQ(world.assignment(chat), "offered 101");
  EXPECT_EQ(world.conversation(chat), "waiting");
}

TEST_F(DeadlinesTest, a_snoozed_contact_stays_with_an_owner_who_went_home) {
  world.expect(SnoozeContact{kShop, chat, kAki, world.now + Minutes(60)});
  world.expect(ChooseState{kAki, ChosenState::kOffline});
  world.expect(DisconnectOperator{kAki});
  EXPECT_TRUE(world.pass(Minutes(59)).empty());
}

TEST_F(DeadlinesTest, a_snoozed_contact_goes_to_the_head_of_its_queue_when_the_owner_is_not_able) {
  world.expect(SnoozeContact{kShop, chat, kAki, world.now + Minutes(1)});
  world.expect(ChooseState{kAki, ChosenState::kBreak});
  const ContactId other = world.write(2);
  world.pass(Minutes(1));
  EXPECT_EQ(world.assignment(chat), "queued");
  world.enter(kBen, 1);
  EXPECT_EQ(world.assignment(chat), "offered 102");
  EXPECT_EQ(world.assignment(other), "queued");
}

TEST_F(DeadlinesTest, a_reply_wakes_a_snoozed_contact_only_when_there_is_room) {
  world.expect(SetOperator{{kAki, {{kShop, true}}, {kFront}, 1}});
  world.expect(SnoozeContact{kShop, chat, kAki, {}});
  const ContactId other = world.write(2);
  EXPECT_EQ(world.assignment(other), "offered 101");
  const WriteAsOperator reply{kShop, chat, kAki, MessageKind::kReply, {{}, {"yes", {}}}};
  EXPECT_EQ(world.refusal(reply), "conflict full");
  world.expect(EndAsCustomer{kShop, other});
  EXPECT_EQ(world.refusal(reply), "");
  EXPECT_EQ(world.assignment(chat), "owned 101");
  EXPECT_EQ(world.conversation(chat), "active");
}

TEST_F(DeadlinesTest, snoozing_again_replaces_the_time) {
  world.expect(SnoozeContact{kShop, chat, kAki, world.now + Minutes(1)});
  const Decision again = world.expect(SnoozeContact{kShop, chat, kAki, world.now + Minutes(9)});
  EXPECT_EQ(again.events.size(), 1u) << "no second line";
  EXPECT_EQ(next_deadline(world.state), world.now + Minutes(9));
  EXPECT_TRUE(
      world.expect(SnoozeContact{kShop, chat, kAki, world.now + Minutes(9)}).events.empty());
}

}  // namespace
}  // namespace madoguchi::desk
