#include "desk/call_offer.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"
#include "desk/names.h"

namespace madoguchi::desk {
namespace {

constexpr ContactId kCall{500};
constexpr ContactId kNext{501};

StartCall start(ContactId contact = kCall, QueueId queue = kFront) {
  return {kShop, contact, ThreadId(contact.value()), CustomerId(7),
          queue, 0,       {"090", "03", "t", {}}};
}

TEST(CallOffer, rings_at_the_operator_who_is_idle_for_longest) {
  World world;
  world.enter_phone(kBen);
  world.enter_phone(kAki);
  const Decision decision = world.expect(start());
  EXPECT_EQ(world.assignment(kCall), "offered 102");
  EXPECT_EQ(lines_of(decision.events), "started ringing");
  const auto rung = effects_of<RingOperator>(decision);
  ASSERT_EQ(rung.size(), 1u);
  EXPECT_EQ(rung[0].operator_id, kBen);
  EXPECT_EQ(rung[0].contact, kCall);
  world.expect(start(kNext));
  EXPECT_EQ(world.assignment(kNext), "offered 101") << "one call at a time [V13]";
}

TEST(CallOffer, needs_everything_that_an_able_operator_has) {
  World world;
  world.enter_phone(kAki);
  const auto is_rung_after = [&](const Command& hindrance, const Command& remedy) {
    world.expect(hindrance);
    world.expect(start());
    const bool is_rung = world.assignment(kCall) != "queued";
    world.expect(remedy);
    EXPECT_EQ(world.assignment(kCall), "offered 101") << "the remedy of " << describe(hindrance);
    world.expect(EndCall{kShop, kCall, EndReason::kCallerLeft});
    world.pass(kRememberEnded);
    return is_rung;
  };
  const OperatorProfile profile = *world.who(kAki).profile;
  EXPECT_FALSE(is_rung_after(DisconnectPhone{kAki}, ConnectPhone{kAki}));
  EXPECT_FALSE(is_rung_after(SetSwitches{kAki, {}, {}, false}, SetSwitches{kAki, {}, {}, true}));
  EXPECT_FALSE(is_rung_after(SetSwitches{kAki, {}, true, {}}, SetSwitches{kAki, {}, false, {}}));
  EXPECT_FALSE(
      is_rung_after(ChooseState{kAki, ChosenState::kWork}, ChooseState{kAki, ChosenState::kReady}));
  EXPECT_FALSE(is_rung_after(SetOperator{{kAki, {{kShop, true, false}}, {kFront}, 3}},
                             SetOperator{profile}));
  EXPECT_TRUE(is_rung_after(SetSwitches{kAki, false, {}, {}}, SetSwitches{kAki, true, {}, {}}))
      << "the chat switch is another";
  EXPECT_TRUE(is_rung_after(DisconnectOperator{kAki}, ConnectOperator{kAki}))
      << "a desk phone needs no console";
}

TEST(CallOffer, is_answered_and_the_operator_talks) {
  World world;
  world.enter_phone(kAki);
  world.expect(start());
  const Decision decision = world.expect(AcceptCall{kShop, kCall, kAki});
  EXPECT_EQ(world.assignment(kCall), "owned 101");
  EXPECT_EQ(world.conversation(kCall), "active");
  EXPECT_EQ(lines_of(decision.events), "joined");
  EXPECT_EQ(effects_of<StopRinging>(decision).size(), 1u);
  EXPECT_TRUE(effects_of<ParkCall>(decision).empty());
  EXPECT_EQ(world.contact(kCall).call->answered_at, world.now);
  EXPECT_EQ(world.contact(kCall).call->talked_by, kAki);
}

TEST(CallOffer, declined_goes_to_the_next_and_not_back_for_ten_seconds) {
  World world;
  world.enter_phone(kAki);
  world.enter_phone(kBen);
  world.expect(start());
  const Decision decision = world.expect(DeclineCall{kShop, kCall, kAki});
  EXPECT_EQ(world.assignment(kCall), "offered 102");
  EXPECT_EQ(lines_of(decision.events), "declined ringing");
  world.expect(DeclineCall{kShop, kCall, kBen});
  EXPECT_EQ(world.assignment(kCall), "queued");
  world.pass(base::Seconds(9));
  EXPECT_EQ(world.assignment(kCall), "queued");
  world.pass(base::Seconds(1));
  EXPECT_EQ(world.assignment(kCall), "offered 101");
  EXPECT_EQ(world.contact(kCall).call->offer_count, 3);
}

TEST(CallOffer, of_two_calls_the_one_that_came_back_goes_first) {
  World world;
  world.enter_phone(kAki);
  world.expect(start());
  world.expect(start(kNext));
  EXPECT_EQ(world.assignment(kNext), "queued");
  world.expect(DeclineCall{kShop, kCall, kAki});
  EXPECT_EQ(world.assignment(kNext), "offered 101") << "Aki does not want the first one";
  world.enter_phone(kBen);
  EXPECT_EQ(world.assignment(kCall), "offered 102");
}

TEST(CallOffer, not_answered_twice_in_a_row_puts_the_operator_to_work) {
  World world;
  world.enter_phone(kAki);
  world.expect(start());
  world.pass(base::Seconds(20));
  EXPECT_EQ(world.assignment(kCall), "queued");
  EXPECT_EQ(world.who(kAki).state, ChosenState::kReady);
  EXPECT_EQ(world.who(kAki).missed_calls, 1);
  world.pass(base::Seconds(10));
  EXPECT_EQ(world.assignment(kCall), "offered 101");
  const auto events = world.pass(base::Seconds(20));
  const auto changes = events_of<OperatorStateChanged>(events);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].to, ChosenState::kWork);
  EXPECT_EQ(name_of(changes[0].cause), "notAnswering");
  world.pass(base::Minutes(1));
  EXPECT_EQ(world.assignment(kCall), "queued") << "who does not answer is not asked";
  world.expect(ChooseState{kAki, ChosenState::kReady});
  EXPECT_EQ(world.assignment(kCall), "offered 101");
}

TEST(CallOffer, an_answer_in_between_starts_the_count_anew) {
  World world;
  world.enter_phone(kAki);
  world.expect(start());
  world.pass(base::Seconds(30));
  world.expect(AcceptCall{kShop, kCall, kAki});
  EXPECT_EQ(world.who(kAki).missed_calls, 0);
}

TEST(CallOffer, follows_the_ring_time_of_the_queue) {
  World world;
  world.enter_phone(kAki);
  world.expect(start());
  world.expect(SetQueue{{kFront, kShop, base::Seconds(300), base::Seconds(5)}, {kAki}});
  world.pass(base::Seconds(5));
  EXPECT_EQ(world.assignment(kCall), "queued");
}

TEST(CallOffer, a_call_that_rang_ends_with_ring_timeout) {
  World world;
  world.enter_phone(kAki);
  world.expect(start());
  world.expect(DeclineCall{kShop, kCall, kAki});
  world.expect(ChooseState{kAki, ChosenState::kBreak});
  world.pass(base::Seconds(300));
  EXPECT_EQ(world.contact(kCall).end_reason, EndReason::kRingTimeout);
}

TEST(CallOffer, chats_and_calls_wait_in_lines_of_their_own) {
  World world;
  world.expect(start());
  const ContactId chat = world.write(1);
  world.enter(kAki);
  EXPECT_EQ(world.assignment(chat), "offered 101");
  EXPECT_EQ(world.assignment(kCall), "queued");
  world.enter_phone(kBen);
  EXPECT_EQ(world.assignment(kCall), "offered 102");
  EXPECT_EQ(queue_counts(world.state, kFront), (QueueCounts{.chats = {0, 1}, .calls = {0, 0}}));
}

TEST(CallOffer, an_operator_with_a_thousand_waiting_gets_one_at_once) {
  World world;
  for (int i = 0; i < 1'000; ++i)
    world.state = [&] {
      Decision decision = decide(world.state, start(ContactId(1'000 + i)), world.now);
      for (const Event& event : decision.events) desk::apply(world.state, event);
      return std::move(world.state);
    }();
  world.enter_phone(kAki);
  EXPECT_EQ(world.assignment(ContactId(1'000)), "offered 101");
}

TEST(CallOffer, refusals_name_what_is_wrong) {
  World world;
  world.enter_phone(kAki);
  const ContactId chat = world.write(1);
  EXPECT_EQ(world.refusal(AcceptCall{kShop, kCall, kAki}), "notFound");
  world.expect(start());
  EXPECT_EQ(world.refusal(AcceptCall{kBank, kCall, kAki}), "notFound");
  EXPECT_EQ(world.refusal(AcceptCall{kShop, kCall, kCho}), "forbidden");
  EXPECT_EQ(world.refusal(AcceptCall{kShop, chat, kAki}), "conflict owner");
  EXPECT_EQ(world.refusal(HoldCall{kShop, kCall, kAki, true}), "conflict ringing");
}

}  // namespace
}  // namespace madoguchi::desk
