#include "desk/call.h"

#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "desk/desk_testing.h"
#include "desk/names.h"

namespace madoguchi::desk {
namespace {

constexpr ContactId kCall{500};
constexpr ThreadId kThread{7};
constexpr OperatorId kAki{101};

StartCall start(ContactId contact = kCall, ThreadId thread = kThread, QueueId queue = kFront) {
  return {kShop,
          contact,
          thread,
          CustomerId(7),
          queue,
          0,
          {"09011112222", "0312345678", "carrier", {}}};
}

/// "userLeft", or "" while it runs.
std::string reason_of(const World& world, ContactId id = kCall) {
  const Contact& contact = world.contact(id);
  return contact.end_reason ? std::string(name_of(*contact.end_reason)) : std::string();
}

TEST(Call, is_answered_into_the_queue) {
  World world;
  const Decision decision = world.expect(start());
  EXPECT_EQ(effects_of<AnswerCall>(decision).size(), 1u);
  EXPECT_EQ(effects_of<AnswerCall>(decision)[0].contact, kCall);
  EXPECT_EQ(lines_of(decision.events), "started queued");
  const auto arrived = events_of<CallArrived>(decision.events);
  ASSERT_EQ(arrived.size(), 1u);
  EXPECT_EQ(arrived[0].parties->from, "09011112222");
  EXPECT_EQ(world.assignment(kCall), "queued");
  EXPECT_EQ(world.conversation(kCall), "new");
  EXPECT_EQ(world.contact(kCall).channel, Channel::kCall);
  EXPECT_EQ(queue_counts(world.state, kFront).calls.waiting, 1);
}

TEST(Call, that_nobody_takes_ends_with_the_longest_wait_and_is_hung_up) {
  World world;
  world.expect(start());
  world.pass(base::Seconds(299));
  EXPECT_EQ(reason_of(world), "");
  world.now += base::Seconds(1);
  const Decision decision = world.expect(Tick{});
  EXPECT_EQ(reason_of(world), "noOperator");
  ASSERT_EQ(effects_of<HangUpCall>(decision).size(), 1u);
}

TEST(Call, follows_a_longest_wait_that_changes) {
  World world;
  world.expect(start());
  world.expect(SetQueue{{kFront, kShop, base::Seconds(10)}, {}});
  world.pass(base::Seconds(10));
  EXPECT_EQ(reason_of(world), "noOperator");
}

TEST(Call, of_a_caller_who_leaves_is_missed_with_that_reason) {
  World world;
  world.expect(start());
  const Decision decision = world.expect(EndCall{kShop, kCall, EndReason::kCallerLeft});
  EXPECT_EQ(reason_of(world), "userLeft");
  EXPECT_TRUE(effects_of<HangUpCall>(decision).empty()) << "it is over there already";
  EXPECT_EQ(queue_counts(world.state, kFront).calls.waiting, 0);
}

TEST(Call, is_never_given_to_an_operator_as_a_chat) {
  World world;
  world.enter(kAki);
  world.expect(start());
  EXPECT_EQ(world.assignment(kCall), "queued");
  EXPECT_EQ(world.refusal(TakeContact{kShop, kCall, kAki}), "forbidden");
  const auto write = [](MessageKind kind) {
    return WriteAsOperator{kShop, kCall, kAki, kind, {{}, {"angry", {}}}};
  };
  EXPECT_EQ(world.refusal(write(MessageKind::kNote)), "forbidden") << "no phone right";
  world.expect(SetOperator{{kAki, {{kShop, true, true}}, {kFront}, 3}});
  EXPECT_EQ(world.refusal(TakeContact{kShop, kCall, kAki}), "conflict channel");
  EXPECT_EQ(world.refusal(write(MessageKind::kReply)), "conflict channel");
  world.expect(write(MessageKind::kNote));
}

TEST(Call, does_not_hold_up_the_chats_behind_it) {
  World world;
  world.expect(start());
  const ContactId chat = world.write(1);
  world.enter(kAki);
  EXPECT_EQ(world.assignment(chat), "offered 101");
}

TEST(Call, several_from_one_customer_are_several_contacts) {
  World world;
  world.expect(start());
  world.expect(start(ContactId(501), ThreadId(8)));
  EXPECT_EQ(world.contact(ContactId(501)).number, 2);
  EXPECT_EQ(queue_counts(world.state, kFront).calls.waiting, 2);
}

TEST(Call, refusals_name_what_is_wrong) {
  World world;
  EXPECT_EQ(world.refusal(StartCall{ServiceId(99), kCall, kThread, CustomerId(7), kFront, 0, {}}),
            "notFound");
  EXPECT_EQ(world.refusal(start(kCall, kThread, kVault)), "notFound");
  EXPECT_EQ(world.refusal(start(ContactId{})), "invalidInput contact");
  EXPECT_EQ(world.refusal(EndCall{kShop, kCall}), "notFound");
  world.expect(start());
  EXPECT_EQ(world.refusal(start()), "alreadyExists");
  EXPECT_EQ(world.refusal(start(ContactId(501))), "conflict thread");
  EXPECT_EQ(world.refusal(EndCall{kBank, kCall}), "notFound");
  const ContactId chat = world.write(1);
  EXPECT_EQ(world.refusal(EndCall{kShop, chat}), "conflict channel");
}

TEST(Call, survives_a_reload_and_keeps_its_deadline) {
  World world;
  world.expect(start());
  auto restored = restore(rows_of(world.state), world.now);
  ASSERT_TRUE(restored) << restored.error().detail;
  world.state = *std::move(restored);
  world.pass(base::Seconds(300));
  EXPECT_EQ(reason_of(world), "noOperator");
}

}  // namespace
}  // namespace madoguchi::desk
