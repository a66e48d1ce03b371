#include "desk/setup.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

using base::Seconds;

TEST(Setup, settings_out_of_range_are_refused_by_name) {
  World world;
  const auto refusal = [&](const ServiceSettings& settings) {
    return world.refusal(SetService{kShop, settings});
  };
  EXPECT_EQ(refusal({.silence_end = Seconds(-1)}), "invalidInput silenceEndSeconds");
  EXPECT_EQ(refusal({.silence_end = Seconds(86'401)}), "invalidInput silenceEndSeconds");
  EXPECT_EQ(refusal({.silence_warning = Seconds(300)}), "invalidInput silenceWarningSeconds");
  EXPECT_EQ(refusal({.silence_end = Seconds(0), .silence_warning = Seconds(1)}),
            "invalidInput silenceWarningSeconds");
  EXPECT_EQ(refusal({.open_deadline = Seconds(0)}), "invalidInput openDeadlineSeconds");
  EXPECT_EQ(refusal({.owner_offline = Seconds(0)}), "invalidInput ownerOfflineSeconds");
  EXPECT_EQ(refusal({.unanswered_after = Seconds(0)}), "invalidInput unansweredAfterSeconds");
  EXPECT_EQ(refusal({.silence_warning = Seconds(299)}), "");
}

TEST(Setup, what_is_there_already_is_no_event) {
  World world;
  world.enter(kAki);
  for (const Command& command :
       {Command(SetService{kShop, {}}), Command(SetQueue{{kFront, kShop}, {kAki}}),
        Command(SetOperator{{kAki, {{kShop, true}}, {kFront, kFront}, 3}}),
        Command(RemoveQueue{QueueId(99), {}}), Command(RemoveOperator{kCho})}) {
    EXPECT_TRUE(world.expect(command).events.empty()) << describe(command);
  }
}

TEST(Setup, names_only_what_exists) {
  World world;
  EXPECT_EQ(world.refusal(SetQueue{{QueueId(13), ServiceId(9)}, {}}), "notFound");
  EXPECT_EQ(world.refusal(SetQueue{{kFront, kShop}, {kAki}}), "notFound");
  EXPECT_EQ(world.refusal(SetOperator{{kAki, {{ServiceId(9), true}}, {}, 1}}), "notFound");
  EXPECT_EQ(world.refusal(SetOperator{{kAki, {}, {QueueId(99)}, 1}}), "notFound");
  EXPECT_EQ(world.refusal(SetQueue{{kFront, kBank}, {}}), "conflict");
}

TEST(Setup, the_capacity_has_limits) {
  World world;
  EXPECT_EQ(world.refusal(SetOperator{{kAki, {}, {}, -1}}), "invalidInput chatCapacity");
  EXPECT_EQ(world.refusal(SetOperator{{kAki, {}, {}, 51}}), "invalidInput chatCapacity");
  EXPECT_EQ(world.refusal(SetOperator{{kAki, {}, {}, 50}}), "");
}

TEST(Setup, the_list_of_members_changes_the_profiles) {
  World world;
  world.enter(kAki);
  world.enter(kBen);
  world.expect(SetQueue{{kBack, kShop}, {kAki, kBen}});
  world.expect(SetQueue{{kBack, kShop}, {kBen}});
  EXPECT_EQ(world.who(kAki).profile->queues, std::vector{kFront});
  EXPECT_EQ(world.who(kBen).profile->queues, (std::vector{kFront, kBack}));
  EXPECT_EQ(world.assignment(world.write(1, {}, kBack)), "offered 102");
}

TEST(Setup, a_new_member_serves_who_waits) {
  World world;
  const ContactId chat = world.write(1, {}, kBack);
  world.enter(kAki);
  world.expect(SetQueue{{kBack, kShop}, {kAki}});
  EXPECT_EQ(world.assignment(chat), "offered 101");
}

TEST(Setup, a_queue_with_contacts_is_removed_only_into_another_of_the_service) {
  World world;
  const ContactId first = world.write(1);
  const ContactId second = world.write(2, {}, kBack);
  for (const QueueId target : {QueueId{}, kFront}) {
    EXPECT_EQ(world.refusal(RemoveQueue{kFront, target}), "conflict");
  }
  EXPECT_EQ(world.refusal(RemoveQueue{kFront, kVault}), "notFound");
  world.expect(RemoveQueue{kFront, kBack});
  EXPECT_EQ(world.contact(first).queue, kBack);
  world.expect(SetOperator{{kAki, {{kShop, true}}, {kBack}, 1}});
  world.expect(SetSwitches{kAki, true, {}});
  world.expect(ConnectOperator{kAki});
  world.expect(ChooseState{kAki, ChosenState::kReady});
  EXPECT_EQ(world.assignment(first), "offered 101") << "it keeps its place in the line";
  EXPECT_EQ(world.assignment(second), "queued");
}

TEST(Setup, owned_contacts_of_a_removed_queue_stay_with_their_owners) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.open(chat, kAki);
  world.expect(RemoveQueue{kFront, kBack});
  EXPECT_EQ(world.assignment(chat), "owned 101");
  EXPECT_TRUE(world.who(kAki).profile->queues.empty());
}

TEST(Setup, a_removed_operator_leaves_the_chats_to_others_in_order) {
  World world;
  world.enter(kAki);
  const ContactId first = world.write(1);
  const ContactId second = world.write(2);
  const ContactId snoozed = world.write(3);
  world.expect(SnoozeContact{kShop, snoozed, kAki, {}});
  world.enter(kBen, 1);
  const Decision decision = world.expect(RemoveOperator{kAki});
  EXPECT_EQ(world.assignment(first), "offered 102");
  EXPECT_EQ(world.assignment(second), "queued");
  EXPECT_EQ(world.assignment(snoozed), "queued") << "nobody else would wake it for its owner";
  const auto changes = events_of<OperatorStateChanged>(decision.events);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].to, ChosenState::kOffline);
  EXPECT_EQ(world.state.operators.find(kAki), nullptr);
}

TEST(Setup, losing_the_right_gives_the_chats_of_that_service_back) {
  World world;
  world.enter(kAki);
  world.expect(SetOperator{{kAki, {{kShop, true}, {kBank, true}}, {kFront, kVault}, 3}});
  const ContactId shop = world.write(1);
  const ContactId bank = world.write(201, {}, kVault);
  world.expect(SetOperator{{kAki, {{kShop, true}, {kBank, false}}, {kFront, kVault}, 3}});
  EXPECT_EQ(world.assignment(shop), "offered 101");
  EXPECT_EQ(world.assignment(bank), "queued");
}

TEST(Setup, leaving_a_queue_keeps_the_chats) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.expect(SetOperator{{kAki, {{kShop, true}}, {}, 3}});
  EXPECT_EQ(world.assignment(chat), "offered 101");
}

TEST(Setup, a_lower_capacity_takes_no_chat_away_and_brings_none) {
  World world;
  world.enter(kAki, 3);
  const ContactId first = world.write(1);
  const ContactId second = world.write(2);
  world.expect(SetOperator{{kAki, {{kShop, true}}, {kFront}, 1}});
  EXPECT_EQ(world.who(kAki).open_chats, 2);
  world.expect(EndAsCustomer{kShop, first});
  const ContactId third = world.write(3);
  EXPECT_EQ(world.assignment(third), "queued");
  world.expect(EndAsCustomer{kShop, second});
  EXPECT_EQ(world.assignment(third), "offered 101");
}

TEST(Setup, a_higher_capacity_serves_who_waits) {
  World world;
  world.enter(kAki, 1);
  world.write(1);
  const ContactId second = world.write(2);
  world.expect(SetOperator{{kAki, {{kShop, true}}, {kFront}, 2}});
  EXPECT_EQ(world.assignment(second), "offered 101");
}

TEST(Setup, what_the_admin_decides_is_stored_elsewhere) {
  World world;
  for (const Command& command :
       {Command(SetService{ServiceId(3), {}}), Command(SetQueue{{QueueId(31), kShop}, {}}),
        Command(SetOperator{{kAki, {}, {}, 1}}), Command(RemoveQueue{kBack, {}}),
        Command(RemoveOperator{kAki})}) {
    const Decision decision = world.expect(command);
    EXPECT_FALSE(decision.events.empty()) << describe(command);
    EXPECT_TRUE(std::ranges::none_of(decision.events, is_stored)) << describe(command);
  }
}

}  // namespace
}  // namespace madoguchi::desk
