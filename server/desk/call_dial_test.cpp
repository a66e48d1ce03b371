#include "desk/call_dial.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"
#include "desk/names.h"
#include "desk/restore.h"

namespace madoguchi::desk {
namespace {

constexpr ContactId kCall{500};

DialCall dial_by(OperatorId who, ContactId call = kCall) {
  return {kShop,
          call,
          ThreadId(call.value()),
          CustomerId(7),
          kFront,
          who,
          {"0312345678", "09011112222", "carrier", "", Direction::kOutbound}};
}

World at_the_desk() {
  World world;
  world.enter_phone(kAki);
  return world;
}

/// Aki dials, and hears the ring-back tone.
World dialing() {
  World world = at_the_desk();
  world.expect(dial_by(kAki));
  world.expect(SetOperatorLeg{kShop, kCall, true});
  return world;
}

TEST(CallDial, is_the_operators_from_the_beginning) {
  World world = at_the_desk();
  const Decision dialed = world.expect(dial_by(kAki));
  EXPECT_EQ(lines_of(dialed.events), "dialed");
  EXPECT_EQ(world.assignment(kCall), "owned 101");
  EXPECT_TRUE(is_dialing(world.contact(kCall)));
  EXPECT_EQ(world.contact(kCall).call->talked_by, kAki);
  EXPECT_EQ(world.who(kAki).call, kCall);
}

TEST(CallDial, no_call_rings_at_who_dials) {
  World world = dialing();
  world.expect(StartCall{kShop, ContactId(501), ThreadId(8), CustomerId(8), kFront, 0, {}});
  EXPECT_EQ(world.assignment(ContactId(501)), "queued");
}

TEST(CallDial, becomes_a_call_like_any_other_when_they_answer) {
  World world = dialing();
  world.expect(SetRingsThere{kShop, kCall});
  EXPECT_TRUE(world.contact(kCall).call->rings_there);
  world.pass(base::Seconds(9));
  const Decision answered = world.expect(SetDialAnswered{kShop, kCall});
  EXPECT_EQ(lines_of(answered.events), "answered");
  const Contact& call = world.contact(kCall);
  EXPECT_FALSE(is_dialing(call));
  EXPECT_EQ(call.conversation, Conversation::kActive);
  EXPECT_EQ(call.call->answered_at, world.now);
  EXPECT_EQ(call.call->leg_missing_since, std::nullopt) << "the operator heard the tone";
  world.pass(base::Minutes(30));
  EXPECT_EQ(world.assignment(kCall), "owned 101") << "it goes on until somebody ends it";
  world.expect(EndCall{kShop, kCall, EndReason::kCallerLeft});
  EXPECT_EQ(world.contact(kCall).end_reason, EndReason::kCustomerEnded);
  EXPECT_EQ(world.who(kAki).wrap_up->contact, kCall);
}

TEST(CallDial, after_the_answer_a_lost_operator_gives_the_customer_to_another) {
  World world = dialing();
  world.enter_phone(kBen);
  world.expect(SetDialAnswered{kShop, kCall});
  world.expect(SetOperatorLeg{kShop, kCall, false});
  world.pass(base::Seconds(15));
  EXPECT_EQ(world.assignment(kCall), "offered 102");
}

TEST(CallDial, ends_by_itself_when_nobody_answers) {
  World world = dialing();
  world.pass(kLongestDial - base::Milliseconds(1));
  EXPECT_TRUE(is_dialing(world.contact(kCall)));
  world.now += base::Milliseconds(1);
  const Decision end = world.expect(Tick{});
  EXPECT_EQ(world.contact(kCall).end_reason, EndReason::kNoAnswer);
  ASSERT_EQ(effects_of<HangUpCall>(end).size(), 1u);
  EXPECT_TRUE(world.who(kAki).wrap_up) << "time to note it, or to try again";
}

TEST(CallDial, ends_when_the_operator_does_not_hear_it) {
  World world = at_the_desk();
  world.expect(dial_by(kAki));
  world.now += kLegReturn;
  const Decision end = world.expect(Tick{});
  EXPECT_EQ(world.contact(kCall).end_reason, EndReason::kOperatorLost);
  EXPECT_EQ(effects_of<HangUpCall>(end).size(), 1u);
}

TEST(CallDial, the_operator_gives_up) {
  World world = dialing();
  const Decision end = world.expect(EndAsOperator{kShop, kCall, kAki});
  EXPECT_EQ(world.contact(kCall).end_reason, EndReason::kOperatorEnded);
  EXPECT_EQ(effects_of<HangUpCall>(end).size(), 1u);
}

TEST(CallDial, keeps_the_reason_that_the_telephone_tells) {
  for (const EndReason reason : {EndReason::kBusy, EndReason::kNoAnswer, EndReason::kRejected,
                                 EndReason::kUnknownNumber, EndReason::kTrunkDown}) {
    World world = dialing();
    const Decision end = world.expect(EndCall{kShop, kCall, reason});
    EXPECT_EQ(world.contact(kCall).end_reason, reason) << name_of(reason);
    EXPECT_TRUE(effects_of<HangUpCall>(end).empty()) << "it is over there";
  }
}

TEST(CallDial, ends_the_wrap_up_and_begins_one_of_its_own) {
  World world = dialing();
  world.expect(EndCall{kShop, kCall, EndReason::kBusy});
  const ContactId again{501};
  world.expect(dial_by(kAki, again));
  EXPECT_FALSE(world.who(kAki).wrap_up);
  world.expect(EndAsOperator{kShop, again, kAki});
  EXPECT_EQ(world.who(kAki).wrap_up->contact, again);
}

TEST(CallDial, is_for_who_can_and_wants_to_phone) {
  World world = at_the_desk();
  const auto refusal_in = [&](const Command& before, const Command& after) {
    world.expect(before);
    const std::string refusal = world.refusal(dial_by(kAki));
    world.expect(after);
    return refusal;
  };
  const Command ready = ChooseState{kAki, ChosenState::kReady};
  EXPECT_EQ(refusal_in(ChooseState{kAki, ChosenState::kBreak}, ready), "conflict notReady");
  EXPECT_EQ(refusal_in(ChooseState{kAki, ChosenState::kOffline}, ready), "conflict offline");
  EXPECT_EQ(refusal_in(DisconnectPhone{kAki}, ConnectPhone{kAki}), "conflict noPhone");
  EXPECT_EQ(refusal_in(SetSwitches{kAki, {}, {}, false}, SetSwitches{kAki, {}, {}, true}),
            "conflict phoneOff");
  EXPECT_EQ(world.refusal(dial_by(kBen)), "forbidden") << "nobody";
  world.expect(SetOperator{{kBen, {{kShop, true, false}}, {kFront}, 3}});
  EXPECT_EQ(world.refusal(dial_by(kBen)), "forbidden");
  DialCall inbound = dial_by(kAki);
  inbound.parties.direction = Direction::kInbound;
  EXPECT_EQ(world.refusal(inbound), "invalidInput direction");
  world.expect(SetSwitches{kAki, {}, true, {}});
  world.expect(ChooseState{kAki, ChosenState::kWork});
  EXPECT_EQ(world.refusal(dial_by(kAki)), "") << "work and do-not-disturb do not hinder";
}

TEST(CallDial, goes_on_dialing_after_the_rows_were_loaded_and_ends_in_time) {
  World world = dialing();
  world.expect(SetRingsThere{kShop, kCall});
  auto restored = restore(rows_of(world.state), world.now);
  ASSERT_TRUE(restored);
  world.state = *std::move(restored);
  EXPECT_TRUE(is_dialing(world.contact(kCall)));
  EXPECT_EQ(world.contact(kCall).call->talking_since, std::nullopt);
  world.pass(kLegReturn);
  EXPECT_EQ(world.contact(kCall).end_reason, EndReason::kOperatorLost);
}

TEST(CallDial, who_was_answered_before_the_rows_were_loaded_talks_again) {
  World world = dialing();
  world.expect(KeepCall{kShop, kCall, kAki});
  EXPECT_FALSE(is_dialing(world.contact(kCall)));
  EXPECT_EQ(world.assignment(kCall), "owned 101");
}

}  // namespace
}  // namespace madoguchi::desk
