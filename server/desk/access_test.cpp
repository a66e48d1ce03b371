#include "desk/access.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

constexpr ContactId kNobodys{999};

/// Every command about a contact, by Ben where it is an operator's.
std::vector<Command> about(ServiceId service, ContactId contact) {
  return {EndAsCustomer{service, contact},
          ReadAsCustomer{service, ThreadId(1), contact, 0},
          SetCustomerPresence{service, contact, true},
          WriteAsOperator{service, contact, kBen, MessageKind::kReply, {{}, {"yes", {}}}},
          WriteAsOperator{service, contact, kBen, MessageKind::kNote, {{}, {"note", {}}}},
          OpenContact{service, contact, kBen},
          ReadAsOperator{service, contact, kBen, 0},
          TakeContact{service, contact, kBen},
          HandOver{service, contact, kBen, kAki, {}, {}},
          SnoozeContact{service, contact, kBen, {}},
          EndAsOperator{service, contact, kBen}};
}

bool is_by_customer(const Command& command) {
  return std::holds_alternative<EndAsCustomer>(command) ||
         std::holds_alternative<ReadAsCustomer>(command) ||
         std::holds_alternative<SetCustomerPresence>(command);
}

/// Aki owns a chat of the shop; Ben may work in the bank only.
struct AccessTest : testing::Test {
  AccessTest() {
    world.enter(kAki);
    chat = world.write(1);
    world.open(chat, kAki);
    world.expect(SetOperator{{kBen, {{kShop, false}, {kBank, true}}, {kVault}, 3}});
    world.expect(ConnectOperator{kBen});
  }

  World world;
  ContactId chat;
};

TEST_F(AccessTest, a_contact_of_another_service_is_not_found) {
  for (const Command& command : about(kBank, chat)) {
    EXPECT_EQ(world.refusal(command), "notFound") << describe(command);
  }
}

TEST_F(AccessTest, an_unknown_contact_is_not_found) {
  for (const Command& command : about(kShop, kNobodys)) {
    EXPECT_EQ(world.refusal(command), "notFound") << describe(command);
  }
}

TEST_F(AccessTest, without_the_right_in_the_service_it_is_forbidden) {
  for (const Command& command : about(kShop, chat)) {
    if (is_by_customer(command)) continue;
    EXPECT_EQ(world.refusal(command), "forbidden") << describe(command);
  }
}

TEST_F(AccessTest, an_unknown_operator_has_no_right) {
  EXPECT_EQ(world.refusal(TakeContact{kShop, chat, kCho}), "forbidden");
}

TEST_F(AccessTest, a_thread_of_another_service_is_not_found_even_after_its_contact_ended) {
  const auto write = [&] {
    return world.refusal(WriteAsCustomer{
        kBank, ThreadId(1), CustomerId(1), kNobodys, kVault, 0, {{}, {"hello", {}}}});
  };
  EXPECT_EQ(write(), "notFound");
  world.expect(EndAsCustomer{kShop, chat});
  EXPECT_EQ(write(), "notFound");
}

TEST_F(AccessTest, a_contact_begins_only_with_a_known_service_a_queue_of_it_and_a_new_id) {
  const auto begin = [&](ServiceId service, QueueId queue, ContactId id) {
    return world.refusal(
        WriteAsCustomer{service, ThreadId(2), CustomerId(2), id, queue, 0, {{}, {"hello", {}}}});
  };
  EXPECT_EQ(begin(ServiceId(9), kFront, kNobodys), "notFound");
  EXPECT_EQ(begin(kShop, kVault, kNobodys), "notFound");
  EXPECT_EQ(begin(kShop, QueueId(99), kNobodys), "notFound");
  EXPECT_EQ(begin(kShop, kFront, chat), "alreadyExists");
  EXPECT_EQ(begin(kShop, kFront, {}), "invalidInput newContact");
  EXPECT_EQ(begin(kShop, kFront, kNobodys), "");
}

TEST_F(AccessTest, an_operator_writes_replies_and_notes_only) {
  EXPECT_EQ(world.refusal(WriteAsOperator{
                kShop, chat, kAki, MessageKind::kCustomer, {{}, {"as customer", {}}}}),
            "invalidInput kind");
}

TEST_F(AccessTest, nobody_reads_further_than_was_written) {
  const int last = world.contact(chat).message_count;
  for (const int number : {-1, last + 1}) {
    EXPECT_EQ(world.refusal(ReadAsCustomer{kShop, ThreadId(1), chat, number}),
              "invalidInput number");
    EXPECT_EQ(world.refusal(ReadAsOperator{kShop, chat, kAki, number}), "invalidInput number");
  }
  EXPECT_EQ(world.refusal(ReadAsOperator{kShop, chat, kAki, last}), "");
}

TEST_F(AccessTest, a_customer_reads_the_own_thread_only) {
  EXPECT_EQ(world.refusal(ReadAsCustomer{kShop, ThreadId(2), chat, 1}), "notFound");
  EXPECT_EQ(world.contact(chat).read_by_customer, 0);
  EXPECT_EQ(world.refusal(ReadAsCustomer{kShop, ThreadId(1), chat, 1}), "");
}

TEST_F(AccessTest, opening_and_reading_what_is_anothers_records_nothing) {
  world.enter(kCho);
  EXPECT_TRUE(world.expect(OpenContact{kShop, chat, kCho}).events.empty());
  EXPECT_TRUE(world.expect(ReadAsOperator{kShop, chat, kCho, 2}).events.empty());
}

}  // namespace
}  // namespace madoguchi::desk
