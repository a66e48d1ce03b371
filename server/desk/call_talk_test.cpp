#include "desk/call_talk.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

constexpr ContactId kCall{500};

/// Aki talks, the audio flows.
World talking() {
  World world;
  world.enter_phone(kAki);
  world.expect(StartCall{kShop, kCall, ThreadId(7), CustomerId(7), kFront, 0, {}});
  world.expect(AcceptCall{kShop, kCall, kAki});
  world.expect(SetOperatorLeg{kShop, kCall, true});
  return world;
}

TEST(CallTalk, hold_and_resume_are_done_and_counted) {
  World world = talking();
  const Decision held = world.expect(HoldCall{kShop, kCall, kAki, true});
  ASSERT_EQ(effects_of<SetCallHeld>(held).size(), 1u);
  EXPECT_TRUE(effects_of<SetCallHeld>(held)[0].is_held);
  EXPECT_EQ(lines_of(held.events), "held");
  EXPECT_TRUE(world.expect(HoldCall{kShop, kCall, kAki, true}).events.empty()) << "the same again";
  world.pass(base::Seconds(7));
  const Decision resumed = world.expect(HoldCall{kShop, kCall, kAki, false});
  EXPECT_FALSE(effects_of<SetCallHeld>(resumed)[0].is_held);
  EXPECT_EQ(world.contact(kCall).call->held, base::Seconds(7));
}

TEST(CallTalk, the_end_of_a_held_call_ends_the_hold) {
  World world = talking();
  world.expect(HoldCall{kShop, kCall, kAki, true});
  world.pass(base::Seconds(4));
  const Decision end = world.expect(EndCall{kShop, kCall, EndReason::kCallerLeft});
  EXPECT_EQ(world.contact(kCall).call->held, base::Seconds(4));
  EXPECT_EQ(world.contact(kCall).end_reason, EndReason::kCustomerEnded);
  EXPECT_TRUE(effects_of<SetCallHeld>(end).empty()) << "there is nobody to resume";
}

TEST(CallTalk, an_operator_whose_audio_is_back_in_time_keeps_the_call) {
  World world = talking();
  world.expect(SetOperatorLeg{kShop, kCall, false});
  world.pass(base::Milliseconds(14'999));
  world.expect(SetOperatorLeg{kShop, kCall, true});
  world.pass(base::Minutes(5));
  EXPECT_EQ(world.assignment(kCall), "owned 101");
}

TEST(CallTalk, says_on_what_the_operator_talks) {
  World world = talking();
  EXPECT_FALSE(world.contact(kCall).call->is_on_desk_phone);
  world.expect(SetOperatorLeg{kShop, kCall, true, true});
  EXPECT_TRUE(world.contact(kCall).call->is_on_desk_phone);
  EXPECT_TRUE(world.expect(SetOperatorLeg{kShop, kCall, true, true}).events.empty());
  world.expect(SetOperatorLeg{kShop, kCall, false, true});
  EXPECT_FALSE(world.contact(kCall).call->is_on_desk_phone) << "a phone without audio is none";
  world.expect(SetOperatorLeg{kShop, kCall, true, true});
  world.expect(SetOperatorLeg{kShop, kCall, true, false});
  EXPECT_FALSE(world.contact(kCall).call->is_on_desk_phone) << "the browser took over";
  world.expect(SetOperatorLeg{kShop, kCall, true, true});
  world.expect(EndCall{kShop, kCall, EndReason::kCallerLeft});
  EXPECT_FALSE(world.contact(kCall).call->is_on_desk_phone);
}

TEST(CallTalk, without_audio_for_15_s_the_call_goes_to_the_head_of_the_queue) {
  World world = talking();
  world.expect(StartCall{kShop, ContactId(501), ThreadId(8), CustomerId(8), kFront, 0, {}});
  world.expect(SetOperatorLeg{kShop, kCall, false});
  world.expect(DisconnectPhone{kAki});
  world.now += base::Seconds(15);
  const Decision lost = world.expect(Tick{});
  EXPECT_EQ(lines_of(lost.events), "operatorLost");
  EXPECT_EQ(effects_of<ParkCall>(lost).size(), 1u);
  EXPECT_EQ(world.assignment(kCall), "queued");
  EXPECT_FALSE(world.who(kAki).wrap_up) << "a call that goes on is not wrapped up";
  world.enter_phone(kBen);
  EXPECT_EQ(world.assignment(kCall), "offered 102") << "before the one that came later";
}

TEST(CallTalk, a_call_that_lost_its_operator_rings_at_the_next_once_it_is_parked) {
  World world = talking();
  world.enter_phone(kBen);
  world.expect(SetOperatorLeg{kShop, kCall, false});
  world.now += base::Seconds(15);
  const Decision lost = world.expect(Tick{});
  EXPECT_EQ(world.assignment(kCall), "offered 102");
  const auto index_of = [&](auto is_kind) {
    return std::ranges::find_if(lost.effects, is_kind) - lost.effects.begin();
  };
  const auto park = index_of([](const Effect& e) { return std::holds_alternative<ParkCall>(e); });
  const auto ring =
      index_of([](const Effect& e) { return std::holds_alternative<RingOperator>(e); });
  EXPECT_LT(ring, std::ssize(lost.effects));
  EXPECT_LT(park, ring) << "parking ends whatever phone there is";
}

TEST(CallTalk, who_lost_the_operator_waits_as_long_as_a_new_caller) {
  World world = talking();
  world.pass(base::Minutes(30));
  world.expect(DisconnectPhone{kAki});
  world.expect(SetOperatorLeg{kShop, kCall, false});
  world.pass(base::Seconds(15));
  world.pass(base::Seconds(299));
  EXPECT_EQ(world.assignment(kCall), "queued");
  world.pass(base::Seconds(1));
  EXPECT_EQ(world.contact(kCall).end_reason, EndReason::kOperatorLost);
}

TEST(CallTalk, an_answer_whose_audio_never_comes_goes_back) {
  World world;
  world.enter_phone(kAki);
  world.expect(StartCall{kShop, kCall, ThreadId(7), CustomerId(7), kFront, 0, {}});
  world.expect(AcceptCall{kShop, kCall, kAki});
  world.pass(base::Seconds(15));
  EXPECT_EQ(world.assignment(kCall), "queued");
}

TEST(CallTalk, a_phone_that_goes_leaves_the_call_to_its_audio) {
  World world = talking();
  world.expect(DisconnectPhone{kAki});
  world.expect(DisconnectOperator{kAki});
  world.pass(base::Minutes(10));
  EXPECT_EQ(world.assignment(kCall), "owned 101");
}

TEST(CallTalk, after_a_reload_from_older_rows_the_operator_keeps_the_call) {
  World world;
  world.enter_phone(kAki);
  world.enter_phone(kBen);
  world.expect(StartCall{kShop, kCall, ThreadId(7), CustomerId(7), kFront, 0, {}});
  EXPECT_EQ(world.assignment(kCall), "offered 101");
  const Decision kept = world.expect(KeepCall{kShop, kCall, kBen});
  EXPECT_EQ(world.assignment(kCall), "owned 102");
  EXPECT_EQ(effects_of<StopRinging>(kept).size(), 1u);
  world.expect(StartCall{kShop, ContactId(501), ThreadId(8), CustomerId(8), kFront, 0, {}});
  EXPECT_EQ(world.refusal(KeepCall{kShop, ContactId(501), kBen}), "conflict inCall");
}

TEST(CallTalk, a_restart_gives_the_operator_the_time_of_a_lost_leg) {
  World world = talking();
  auto restored = restore(rows_of(world.state), world.now);
  ASSERT_TRUE(restored) << restored.error().detail;
  world.state = *std::move(restored);
  world.pass(base::Seconds(14));
  EXPECT_EQ(world.assignment(kCall), "owned 101");
  world.pass(base::Seconds(1));
  EXPECT_EQ(world.assignment(kCall), "queued");
}

}  // namespace
}  // namespace madoguchi::desk
