#include "desk/wrap_up.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

constexpr ContactId kCall{500};
constexpr ContactId kNext{501};

StartCall start(ContactId contact) {
  return {kShop, contact, ThreadId(contact.value()), CustomerId(7), kFront, 0, {}};
}

/// Aki has just ended a call, and another one waits.
World wrapping_up() {
  World world;
  world.enter_phone(kAki);
  world.expect(start(kCall));
  world.expect(AcceptCall{kShop, kCall, kAki});
  world.expect(start(kNext));
  world.expect(EndAsOperator{kShop, kCall, kAki});
  return world;
}

TEST(WrapUp, comes_by_itself_and_keeps_calls_away) {
  const World world = wrapping_up();
  EXPECT_EQ(world.assignment(kNext), "queued");
  ASSERT_TRUE(world.who(kAki).wrap_up);
  EXPECT_EQ(world.who(kAki).wrap_up->contact, kCall);
  EXPECT_EQ(world.who(kAki).wrap_up->until, world.now + base::Seconds(180));
  EXPECT_EQ(world.who(kAki).state, ChosenState::kReady) << "the chosen state stays beneath";
}

TEST(WrapUp, ends_with_the_operator_s_word_even_for_the_same_state) {
  World world = wrapping_up();
  world.pass(base::Seconds(9));
  const Decision decision = world.expect(ChooseState{kAki, ChosenState::kReady});
  const auto ends = events_of<WrapUpEnded>(decision.events);
  ASSERT_EQ(ends.size(), 1u);
  EXPECT_EQ(ends[0].at - ends[0].wrap_up.since, base::Seconds(9));
  EXPECT_EQ(world.assignment(kNext), "offered 101");
}

TEST(WrapUp, ends_for_a_break_without_a_call) {
  World world = wrapping_up();
  world.expect(ChooseState{kAki, ChosenState::kBreak});
  EXPECT_FALSE(world.who(kAki).wrap_up);
  EXPECT_EQ(world.assignment(kNext), "queued");
}

TEST(WrapUp, ends_by_itself_after_the_longest_time) {
  World world = wrapping_up();
  world.pass(base::Seconds(179));
  EXPECT_EQ(world.assignment(kNext), "queued");
  world.pass(base::Seconds(1));
  EXPECT_EQ(world.assignment(kNext), "offered 101");
}

TEST(WrapUp, may_have_no_end) {
  World world;
  ServiceSettings settings;
  settings.longest_wrap_up = base::Seconds(0);
  world.expect(SetService{kShop, settings});
  world.enter_phone(kAki);
  world.expect(start(kCall));
  world.expect(AcceptCall{kShop, kCall, kAki});
  world.expect(EndCall{kShop, kCall, EndReason::kCallerLeft});
  world.pass(base::Minutes(60));
  EXPECT_TRUE(world.who(kAki).wrap_up);
}

TEST(WrapUp, ends_with_its_operator) {
  World world = wrapping_up();
  const Decision decision = world.expect(RemoveOperator{kAki});
  const auto ended = events_of<WrapUpEnded>(decision.events);
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended.front().wrap_up.contact, kCall);
}

TEST(WrapUp, follows_only_a_call_in_which_somebody_talked) {
  World world;
  world.enter_phone(kAki);
  world.expect(start(kCall));
  world.expect(EndCall{kShop, kCall, EndReason::kCallerLeft});
  EXPECT_FALSE(world.who(kAki).wrap_up);
}

TEST(WrapUp, does_not_keep_chats_away) {
  World world = wrapping_up();
  world.expect(SetSwitches{kAki, true, {}, {}});
  EXPECT_EQ(world.assignment(world.write(1)), "offered 101");
}

TEST(WrapUp, idle_time_counts_from_its_end) {
  World world = wrapping_up();
  world.expect(EndCall{kShop, kNext, EndReason::kCallerLeft});
  world.pass(base::Seconds(5));
  world.enter_phone(kBen);
  world.expect(ChooseState{kAki, ChosenState::kReady});
  const ContactId call(502);
  world.expect(start(call));
  EXPECT_EQ(world.assignment(call), "offered 102");
}

TEST(WrapUp, leaves_nothing_of_an_operator_who_is_removed) {
  World world = wrapping_up();
  world.expect(RemoveOperator{kAki});
  EXPECT_TRUE(world.pass(base::Minutes(4)).empty());
}

}  // namespace
}  // namespace madoguchi::desk
