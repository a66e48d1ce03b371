#include "desk/hand_over.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

/// Aki owns a chat, Ben is able.
struct HandOverTest : testing::Test {
  HandOverTest() {
    world.enter(kAki);
    chat = world.write(1);
    world.open(chat, kAki);
    world.enter(kBen, 1);
  }

  std::string to_ben() { return world.refusal(HandOver{kShop, chat, kAki, kBen, {}, {}}); }

  World world;
  ContactId chat;
};

TEST_F(HandOverTest, gives_the_contact_with_the_memo_as_a_note) {
  const Decision decision = world.expect(HandOver{kShop, chat, kAki, kBen, {}, "knows the order"});
  EXPECT_EQ(world.assignment(chat), "offered 102");
  EXPECT_EQ(lines_of(decision.events), "handedOver");
  const auto notes = events_of<MessageAdded>(decision.events);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].kind, MessageKind::kNote);
  EXPECT_EQ(notes[0].content.text, "knows the order");
  EXPECT_EQ(notes[0].operator_id, kAki);
  const auto given = events_of<ContactAssigned>(decision.events);
  ASSERT_EQ(given.size(), 1u);
  EXPECT_EQ(given[0].from, kAki);
  EXPECT_EQ(given[0].cause, AssignCause::kHandedOver);
}

TEST_F(HandOverTest, leaves_the_conversation_as_it_is) {
  world.reply(chat, kAki);
  EXPECT_EQ(to_ben(), "");
  EXPECT_EQ(world.conversation(chat), "active");
}

TEST_F(HandOverTest, has_to_be_opened_in_time_like_any_offer) {
  EXPECT_EQ(to_ben(), "");
  world.expect(ChooseState{kAki, ChosenState::kBreak});
  world.pass(base::Seconds(60));
  EXPECT_EQ(world.assignment(chat), "queued");
}

TEST_F(HandOverTest, frees_a_place_for_the_next_in_line) {
  world.expect(SetOperator{{kAki, {{kShop, true}}, {kFront}, 1}});
  world.expect(SetSwitches{kBen, {}, true});
  const ContactId next = world.write(2);
  EXPECT_EQ(world.assignment(next), "queued");
  world.expect(HandOver{kShop, chat, kAki, {}, kBack, {}});
  EXPECT_EQ(world.assignment(next), "offered 101");
  EXPECT_EQ(world.assignment(chat), "queued");
  EXPECT_EQ(world.contact(chat).queue, kBack);
}

TEST_F(HandOverTest, to_the_own_queue_goes_to_somebody_else) {
  world.expect(HandOver{kShop, chat, kAki, {}, kFront, {}});
  EXPECT_EQ(world.assignment(chat), "offered 102");
}

TEST_F(HandOverTest, to_a_queue_stands_before_those_who_had_nobody_yet) {
  const ContactId new_one = world.write(2, {}, kBack);
  world.expect(HandOver{kShop, chat, kAki, {}, kBack, {}});
  world.expect(SetOperator{{kCho, {{kShop, true}}, {kBack}, 1}});
  world.expect(SetSwitches{kCho, true, {}});
  world.expect(ConnectOperator{kCho});
  world.expect(ChooseState{kCho, ChosenState::kReady});
  EXPECT_EQ(world.assignment(chat), "offered 103");
  EXPECT_EQ(world.assignment(new_one), "queued");
}

TEST_F(HandOverTest, to_a_queue_stands_before_those_who_came_back_before) {
  const ContactId later = world.write(2, {}, kBack);
  world.expect(TakeContact{kShop, later, kAki});
  world.expect(HandOver{kShop, chat, kAki, {}, kBack, {}});
  world.expect(HandOver{kShop, later, kAki, {}, kBack, {}});
  world.expect(SetQueue{{kBack, kShop}, {kBen}});
  EXPECT_EQ(world.assignment(later), "offered 102");
  EXPECT_EQ(world.assignment(chat), "queued");
}

TEST_F(HandOverTest, is_refused_with_what_hinders_the_target) {
  world.expect(SetSwitches{kBen, {}, true});
  EXPECT_EQ(to_ben(), "conflict doNotDisturb");
  world.expect(SetSwitches{kBen, false, false});
  EXPECT_EQ(to_ben(), "conflict chatOff");
  world.expect(ChooseState{kBen, ChosenState::kWork});
  EXPECT_EQ(to_ben(), "conflict notReady");
  world.expect(DisconnectOperator{kBen});
  EXPECT_EQ(to_ben(), "conflict offline");
  world.expect(SetOperator{{kBen, {{kShop, false}}, {kFront}, 1}});
  EXPECT_EQ(to_ben(), "conflict noRight");
  EXPECT_EQ(world.assignment(chat), "owned 101");
}

TEST_F(HandOverTest, is_refused_when_the_target_is_full) {
  world.expect(SetSwitches{kAki, false, {}});
  world.write(2);
  world.expect(SetSwitches{kAki, true, {}});
  EXPECT_EQ(to_ben(), "conflict full");
}

TEST_F(HandOverTest, names_exactly_one_target_that_exists) {
  EXPECT_EQ(world.refusal(HandOver{kShop, chat, kAki, {}, {}, {}}), "invalidInput operatorId");
  EXPECT_EQ(world.refusal(HandOver{kShop, chat, kAki, kBen, kBack, {}}), "invalidInput operatorId");
  EXPECT_EQ(world.refusal(HandOver{kShop, chat, kAki, kAki, {}, {}}), "invalidInput operatorId");
  EXPECT_EQ(world.refusal(HandOver{kShop, chat, kAki, kCho, {}, {}}), "notFound");
  EXPECT_EQ(world.refusal(HandOver{kShop, chat, kAki, {}, kVault, {}}), "notFound");
}

TEST_F(HandOverTest, wakes_a_snoozed_contact) {
  world.expect(SnoozeContact{kShop, chat, kAki, {}});
  const Decision decision = world.expect(HandOver{kShop, chat, kAki, kBen, {}, {}});
  EXPECT_EQ(world.assignment(chat), "offered 102");
  EXPECT_EQ(world.conversation(chat), "waiting");
  EXPECT_EQ(lines_of(decision.events), "woke handedOver");
}

}  // namespace
}  // namespace madoguchi::desk
