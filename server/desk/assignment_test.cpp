#include "desk/assignment.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

using base::Minutes;
using base::Seconds;

TEST(Assignment, goes_to_the_operator_who_is_idle_for_longest) {
  World world;
  world.enter(kAki);
  world.enter(kBen);
  world.enter(kCho);
  EXPECT_EQ(world.assignment(world.write(1)), "offered 101");
  EXPECT_EQ(world.assignment(world.write(2)), "offered 102");
  EXPECT_EQ(world.assignment(world.write(3)), "offered 103");
  EXPECT_EQ(world.assignment(world.write(4)), "offered 101");
}

TEST(Assignment, idle_time_begins_anew_when_a_chat_ends) {
  World world;
  world.enter(kAki);
  world.enter(kBen);
  const ContactId first = world.write(1);
  world.open(first, kAki);
  world.write(2);
  world.expect(EndAsOperator{kShop, first, kAki});
  EXPECT_EQ(world.assignment(world.write(3)), "offered 102");
}

TEST(Assignment, idle_time_begins_anew_with_ready_but_not_with_a_reload_of_the_page) {
  World world;
  world.enter(kAki);
  world.enter(kBen);
  world.expect(DisconnectOperator{kAki});
  world.expect(ConnectOperator{kAki});
  EXPECT_EQ(world.assignment(world.write(1)), "offered 101");
  world.expect(ChooseState{kBen, ChosenState::kBreak});
  world.expect(ChooseState{kBen, ChosenState::kReady});
  world.pass(base::Milliseconds(1));
  EXPECT_EQ(world.assignment(world.write(2)), "offered 101");
}

TEST(Assignment, stops_at_the_capacity_and_goes_on_when_a_chat_ends) {
  World world;
  world.enter(kAki, 2);
  const ContactId first = world.write(1);
  world.write(2);
  const ContactId third = world.write(3);
  EXPECT_EQ(world.assignment(third), "queued");
  world.expect(EndAsCustomer{kShop, first});
  EXPECT_EQ(world.assignment(third), "offered 101");
}

TEST(Assignment, fills_whoever_becomes_able_in_the_order_of_the_line) {
  World world;
  const ContactId first = world.write(1);
  const ContactId second = world.write(2);
  const ContactId third = world.write(3);
  world.enter(kAki, 2);
  EXPECT_EQ(world.assignment(first), "offered 101");
  EXPECT_EQ(world.assignment(second), "offered 101");
  EXPECT_EQ(world.assignment(third), "queued");
}

TEST(Assignment, takes_the_longest_waiting_of_all_queues_of_the_operator) {
  World world;
  const ContactId back = world.write(1, {}, kBack);
  const ContactId front = world.write(2);
  world.expect(SetOperator{{kAki, {{kShop, true}}, {kFront, kBack}, 1}});
  world.expect(SetSwitches{kAki, true, {}});
  world.expect(ConnectOperator{kAki});
  world.expect(ChooseState{kAki, ChosenState::kReady});
  EXPECT_EQ(world.assignment(back), "offered 101");
  EXPECT_EQ(world.assignment(front), "queued");
}

TEST(Assignment, a_higher_priority_goes_first) {
  World world;
  const ContactId plain = world.write(1);
  world.expect(WriteAsCustomer{
      kShop, ThreadId(2), CustomerId(2), ContactId(600), kFront, 5, {{}, {"urgent", {}}}});
  world.enter(kAki, 1);
  EXPECT_EQ(world.assignment(ContactId(600)), "offered 101");
  EXPECT_EQ(world.assignment(plain), "queued");
}

TEST(Assignment, serves_only_members_with_the_right) {
  World world;
  world.enter(kAki);
  EXPECT_EQ(world.assignment(world.write(1, {}, kBack)), "queued") << "not a member";
  world.expect(SetOperator{{kAki, {{kShop, true}}, {kFront, kVault}, 3}});
  EXPECT_EQ(world.assignment(world.write(2, {}, kVault)), "queued") << "no right in the bank";
  world.expect(SetOperator{{kAki, {{kShop, true}, {kBank, true}}, {kFront, kVault}, 3}});
  EXPECT_EQ(world.state.waiting.added().size(), 1u) << "the bank's customer is served at once";
}

TEST(Assignment, needs_no_acceptance_but_opening) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  EXPECT_EQ(world.assignment(chat), "offered 101");
  const Decision opened = world.expect(OpenContact{kShop, chat, kAki});
  EXPECT_EQ(lines_of(opened.events), "joined");
  EXPECT_EQ(world.assignment(chat), "owned 101");
  world.pass(Minutes(10));
  EXPECT_EQ(world.assignment(chat), "owned 101");
}

TEST(Assignment, not_opened_in_time_goes_to_the_next_operator) {
  World world;
  world.enter(kAki);
  world.enter(kBen);
  const ContactId chat = world.write(1);
  world.pass(Seconds(59));
  EXPECT_EQ(world.assignment(chat), "offered 101");
  const auto events = world.pass(Seconds(1));
  EXPECT_EQ(world.assignment(chat), "offered 102");
  EXPECT_EQ(lines_of(events), "returned assigned");
  EXPECT_EQ(events_of<ContactQueued>(events).at(0).cause, QueueCause::kNotOpened);
}

TEST(Assignment, not_opened_goes_to_the_head_of_the_line) {
  World world;
  world.enter(kAki, 1);
  const ContactId first = world.write(1);
  const ContactId second = world.write(2);
  world.expect(SetSwitches{kAki, {}, true});
  world.pass(Seconds(60));
  EXPECT_EQ(world.assignment(first), "queued");
  world.enter(kBen, 1);
  EXPECT_EQ(world.assignment(first), "offered 102");
  EXPECT_EQ(world.assignment(second), "queued");
}

TEST(Assignment, does_not_come_back_to_the_same_operator_for_ten_seconds) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.pass(Seconds(60));
  EXPECT_EQ(world.assignment(chat), "queued") << "Aki is able, but did not open it";
  world.pass(Seconds(9));
  EXPECT_EQ(world.assignment(chat), "queued");
  world.pass(Seconds(1));
  EXPECT_EQ(world.assignment(chat), "offered 101") << "nobody else is able";
}

TEST(Assignment, who_rests_from_one_chat_gets_the_next_in_line) {
  World world;
  world.enter(kAki, 1);
  const ContactId first = world.write(1);
  world.pass(Seconds(55));
  const ContactId second = world.write(2);
  world.pass(Seconds(5));
  EXPECT_EQ(world.assignment(first), "queued");
  EXPECT_EQ(world.assignment(second), "offered 101");
}

TEST(Assignment, an_owner_who_comes_back_in_time_keeps_the_chat) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.open(chat, kAki);
  world.expect(DisconnectOperator{kAki});
  world.pass(Seconds(59));
  world.expect(ConnectOperator{kAki});
  EXPECT_TRUE(events_of<ContactQueued>(world.pass(Minutes(5))).empty());
  EXPECT_EQ(world.assignment(chat), "owned 101");
}

TEST(Assignment, an_owner_who_stays_away_loses_the_chat_to_the_next) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.open(chat, kAki);
  world.enter(kBen);
  world.expect(DisconnectOperator{kAki});
  world.pass(Seconds(59));
  EXPECT_EQ(world.assignment(chat), "owned 101");
  const auto events = world.pass(Seconds(1));
  EXPECT_EQ(world.assignment(chat), "offered 102");
  EXPECT_EQ(events_of<ContactQueued>(events).at(0).cause, QueueCause::kOwnerAway);
}

TEST(Assignment, going_offline_counts_like_being_disconnected_and_a_gap_counts_once) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.open(chat, kAki);
  world.expect(ChooseState{kAki, ChosenState::kOffline});
  world.pass(Seconds(40));
  world.expect(DisconnectOperator{kAki});
  world.pass(Seconds(20));
  EXPECT_EQ(world.assignment(chat), "queued");
}

TEST(Assignment, a_break_keeps_the_chats_and_brings_no_new_ones) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.open(chat, kAki);
  world.expect(ChooseState{kAki, ChosenState::kBreak});
  world.pass(Minutes(10));
  EXPECT_EQ(world.assignment(chat), "owned 101");
  EXPECT_EQ(world.assignment(world.write(2)), "queued");
}

TEST(Assignment, several_lost_at_once_keep_their_order_at_the_head) {
  World world;
  world.enter(kAki);
  const ContactId first = world.write(1);
  const ContactId second = world.write(2);
  world.open(first, kAki);
  world.open(second, kAki);
  world.expect(DisconnectOperator{kAki});
  world.pass(Seconds(60));
  world.enter(kBen, 1);
  EXPECT_EQ(world.assignment(first), "offered 102");
  EXPECT_EQ(world.assignment(second), "queued");
}

TEST(Assignment, taking_opens_at_once_and_is_harmless_twice) {
  World world;
  const ContactId chat = world.write(1);
  world.enter(kAki, 1);
  world.expect(SetOperator{{kBen, {{kShop, true}}, {}, 1}});
  world.expect(HandOver{kShop, chat, kAki, {}, kFront, {}});
  world.expect(ConnectOperator{kBen});
  world.expect(SetSwitches{kBen, true, {}});
  world.expect(ChooseState{kBen, ChosenState::kWork});
  const Decision taken = world.expect(TakeContact{kShop, chat, kBen});
  EXPECT_EQ(lines_of(taken.events), "joined");
  EXPECT_EQ(world.assignment(chat), "owned 102") << "no member, not ready: the operator's own wish";
  EXPECT_TRUE(world.expect(TakeContact{kShop, chat, kBen}).events.empty());
}

TEST(Assignment, taking_the_own_unopened_contact_opens_it) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.expect(TakeContact{kShop, chat, kAki});
  EXPECT_EQ(world.assignment(chat), "owned 101");
}

TEST(Assignment, a_reply_takes_a_queued_contact_first) {
  World world;
  const ContactId chat = world.write(1);
  world.expect(SetOperator{{kBen, {{kShop, true}}, {}, 1}});
  world.expect(ConnectOperator{kBen});
  world.expect(SetSwitches{kBen, true, {}});
  world.expect(ChooseState{kBen, ChosenState::kBreak});
  world.reply(chat, kBen);
  EXPECT_EQ(world.assignment(chat), "owned 102");
  EXPECT_EQ(world.conversation(chat), "active");
}

TEST(Assignment, a_reply_opens_what_was_not_opened) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.reply(chat, kAki);
  EXPECT_EQ(world.assignment(chat), "owned 101");
}

TEST(Assignment, counts_who_waits_and_who_is_able_in_each_queue) {
  World world;
  world.write(1);
  world.write(2);
  EXPECT_EQ(queue_counts(world.state, kFront), (QueueCounts{.chats = {2, 0}}));
  world.enter(kAki);
  EXPECT_EQ(queue_counts(world.state, kFront), (QueueCounts{.chats = {0, 1}}));
}

TEST(Assignment, the_customer_is_told_to_stand_in_line_only_when_nobody_is_able) {
  World world;
  world.enter(kAki, 1);
  const auto written = [&](std::int64_t thread) {
    return lines_of(world
                        .expect(WriteAsCustomer{kShop,
                                                ThreadId(thread),
                                                CustomerId(thread),
                                                ContactId(700 + thread),
                                                kFront,
                                                0,
                                                {{}, {"hello", {}}}})
                        .events);
  };
  EXPECT_EQ(written(1), "started assigned");
  EXPECT_EQ(written(2), "started queued");
}

}  // namespace
}  // namespace madoguchi::desk
