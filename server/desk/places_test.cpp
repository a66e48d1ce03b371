#include "desk/places.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

TEST(Places, count_from_one_in_the_order_of_the_line) {
  World world;
  const ContactId first = world.write(1);
  const ContactId second = world.write(2);
  world.write(3, {}, kBack);
  EXPECT_EQ(places(world.state, {kFront, Medium::kChat}),
            (std::vector<PlaceInLine>{{first, 1}, {second, 2}}));
}

TEST(Places, are_told_to_a_limit) {
  World world;
  for (int thread = 0; thread < kPlacesTold + 5; ++thread) world.write(thread + 1);
  EXPECT_EQ(places(world.state, {kFront, Medium::kChat}).size(),
            static_cast<std::size_t>(kPlacesTold));
}

TEST(Places, are_told_only_to_those_who_moved) {
  World world;
  ToldPlaces told;
  const ContactId first = world.write(1);
  const ContactId second = world.write(2);
  EXPECT_EQ(tell_places(world.state, kFront, told).size(), 2u);
  EXPECT_TRUE(tell_places(world.state, kFront, told).empty());
  const ContactId third = world.write(3);
  EXPECT_EQ(tell_places(world.state, kFront, told), (std::vector<PlaceInLine>{{third, 3}}));
  world.expect(EndAsCustomer{kShop, first});
  EXPECT_EQ(tell_places(world.state, kFront, told),
            (std::vector<PlaceInLine>{{second, 1}, {third, 2}}));
}

TEST(Places, of_an_empty_line_are_forgotten) {
  World world;
  ToldPlaces told;
  const ContactId chat = world.write(1);
  EXPECT_EQ(tell_places(world.state, kFront, told).size(), 1u);
  world.expect(EndAsCustomer{kShop, chat});
  EXPECT_TRUE(tell_places(world.state, kFront, told).empty());
  EXPECT_TRUE(told.empty());
}

TEST(Places, a_decision_names_each_line_that_moved_once) {
  World world;
  const auto moved = [](const Decision& decision) {
    std::vector<QueueId> queues;
    for (const QueueMoved& move : effects_of<QueueMoved>(decision)) queues.push_back(move.queue);
    return queues;
  };
  const WriteAsCustomer first{kShop,  ThreadId(1), CustomerId(1),      ContactId(500),
                              kFront, 0,           {{}, {"hello", {}}}};
  EXPECT_EQ(moved(world.expect(first)), std::vector{kFront});
  EXPECT_TRUE(moved(world.expect(first)).empty()) << "the second message moves nobody";
  world.enter(kAki);
  EXPECT_EQ(queue_counts(world.state, kFront).chats.waiting, 0);
  const WriteAsCustomer second{kShop,  ThreadId(2), CustomerId(2),      ContactId(501),
                               kFront, 0,           {{}, {"hello", {}}}};
  EXPECT_TRUE(moved(world.expect(second)).empty()) << "assigned at once, it never stood in line";
}

}  // namespace
}  // namespace madoguchi::desk
