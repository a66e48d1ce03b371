#include "desk/chat_conversation.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

WriteAsCustomer message(const std::string& client_id, std::int64_t new_contact) {
  return {kShop,
          ThreadId(1),
          CustomerId(1),
          ContactId(new_contact),
          kFront,
          0,
          {client_id, {"hello", {}}}};
}

MessageAccepted accepted(const Decision& decision) {
  const auto answers = effects_of<MessageAccepted>(decision);
  EXPECT_EQ(answers.size(), 1u);
  return answers.empty() ? MessageAccepted{} : answers.front();
}

TEST(ChatConversation, begins_with_the_first_message_in_one_decision) {
  World world;
  world.enter(kAki);
  const Decision decision = world.expect(message("client-1", 500));
  const auto started = events_of<ContactStarted>(decision.events);
  ASSERT_EQ(started.size(), 1u);
  EXPECT_EQ(started[0].number, 1);
  EXPECT_EQ(lines_of(decision.events), "started assigned");
  EXPECT_EQ(accepted(decision).contact, ContactId(500));
  EXPECT_EQ(accepted(decision).number, 2) << "the line before has number 1";
}

TEST(ChatConversation, goes_on_in_the_open_contact_and_ignores_the_new_id) {
  World world;
  world.expect(message("client-1", 500));
  const Decision decision = world.expect(message("client-2", 501));
  EXPECT_EQ(accepted(decision).contact, ContactId(500));
  EXPECT_TRUE(events_of<ContactStarted>(decision.events).empty());
  EXPECT_EQ(world.state.contacts.find(ContactId(501)), nullptr);
}

TEST(ChatConversation, begins_the_next_contact_of_the_thread_after_the_end) {
  World world;
  world.expect(message("client-1", 500));
  world.expect(EndAsCustomer{kShop, ContactId(500)});
  const Decision decision = world.expect(message("client-2", 501));
  EXPECT_EQ(accepted(decision).contact, ContactId(501));
  EXPECT_EQ(world.contact(ContactId(501)).number, 2);
  EXPECT_EQ(world.conversation(ContactId(501)), "waiting");
}

TEST(ChatConversation, numbers_count_per_service) {
  World world;
  world.write(1);
  const ContactId bank = world.write(201, {}, kVault);
  EXPECT_EQ(world.contact(bank).number, 1);
}

TEST(ChatConversation, a_resent_message_has_the_number_it_had) {
  World world;
  const MessageAccepted first = accepted(world.expect(message("client-1", 500)));
  world.expect(message("client-2", 501));
  const Decision again = world.expect(message("client-1", 502));
  EXPECT_TRUE(again.events.empty());
  EXPECT_EQ(accepted(again).number, first.number);
  EXPECT_TRUE(accepted(again).is_known);
}

TEST(ChatConversation, a_message_resent_after_the_end_begins_no_contact) {
  World world;
  const MessageAccepted first = accepted(world.expect(message("client-1", 500)));
  world.expect(EndAsCustomer{kShop, ContactId(500)});
  const MessageAccepted again = accepted(world.expect(message("client-1", 501)));
  EXPECT_EQ(again.contact, ContactId(500));
  EXPECT_EQ(again.number, first.number);
  EXPECT_EQ(world.state.contacts.find(ContactId(501)), nullptr);
}

TEST(ChatConversation, a_resent_message_is_found_in_the_contact_before_the_open_one) {
  World world;
  world.expect(message("client-1", 500));
  world.expect(EndAsCustomer{kShop, ContactId(500)});
  world.expect(message("client-2", 501));
  EXPECT_EQ(accepted(world.expect(message("client-1", 502))).contact, ContactId(500));
}

TEST(ChatConversation, an_operators_message_resent_after_the_end_is_known_not_refused) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  const WriteAsOperator reply{kShop, chat, kAki, MessageKind::kReply, {"reply-1", {"yes", {}}}};
  const MessageAccepted first = accepted(world.expect(reply));
  world.expect(EndAsOperator{kShop, chat, kAki});
  const MessageAccepted again = accepted(world.expect(reply));
  EXPECT_EQ(again.number, first.number);
  EXPECT_TRUE(again.is_known);
}

TEST(ChatConversation, messages_without_a_client_id_are_never_taken_for_one_another) {
  World world;
  world.expect(message("", 500));
  EXPECT_FALSE(accepted(world.expect(message("", 501))).is_known);
}

TEST(ChatConversation, carries_the_content_untouched) {
  World world;
  const MessageContent content{"text <b>\n", {base::FileId(3), base::FileId(4)}};
  const Decision decision = world.expect(WriteAsCustomer{
      kShop, ThreadId(1), CustomerId(1), ContactId(500), kFront, 0, {"client-1", content}});
  const auto added = events_of<MessageAdded>(decision.events);
  ASSERT_EQ(added.size(), 1u);
  EXPECT_EQ(added[0].content, content);
  EXPECT_EQ(added[0].client_id, "client-1");
}

TEST(ChatConversation, says_when_it_became_waiting_and_active) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  const auto change = [&](const Command& command) {
    const auto changes = events_of<ConversationChanged>(world.expect(command).events);
    return changes.size() == 1 ? std::pair(changes[0].from, changes[0].to)
                               : std::pair(Conversation::kEnded, Conversation::kEnded);
  };
  const WriteAsOperator reply{kShop, chat, kAki, MessageKind::kReply, {{}, {"yes", {}}}};
  EXPECT_EQ(change(reply), std::pair(Conversation::kWaiting, Conversation::kActive));
  EXPECT_TRUE(events_of<ConversationChanged>(world.expect(reply).events).empty());
  EXPECT_EQ(change(message("", 501)), std::pair(Conversation::kActive, Conversation::kWaiting));
}

TEST(ChatConversation, waits_since_the_first_message_without_a_reply) {
  World world;
  world.enter(kAki);
  const Time first = world.now;
  const ContactId chat = world.write(1);
  world.pass(base::Seconds(20));
  world.write(1);
  EXPECT_EQ(world.contact(chat).waiting_since, first);
  world.reply(chat, kAki);
  EXPECT_EQ(world.contact(chat).waiting_since, std::nullopt);
}

TEST(ChatConversation, the_end_names_reason_and_last_owner) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  const Decision decision = world.expect(EndAsCustomer{kShop, chat});
  const auto ended = events_of<ContactEnded>(decision.events);
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended[0].reason, EndReason::kCustomerEnded);
  EXPECT_EQ(ended[0].operator_id, kAki);
  EXPECT_EQ(lines_of(decision.events), "ended");
  EXPECT_EQ(world.who(kAki).open_chats, 0);
}

TEST(ChatConversation, reading_is_recorded_upwards_only) {
  World world;
  world.enter(kAki);
  const ContactId chat = world.write(1);
  world.expect(ReadAsOperator{kShop, chat, kAki, 2});
  EXPECT_TRUE(world.expect(ReadAsOperator{kShop, chat, kAki, 1}).events.empty());
  EXPECT_EQ(world.contact(chat).read_by_owner, 2);
  world.expect(ReadAsCustomer{kShop, ThreadId(1), chat, 1});
  EXPECT_EQ(world.contact(chat).read_by_customer, 1);
}

TEST(ChatConversation, presence_is_live_and_told_once) {
  World world;
  const ContactId chat = world.write(1);
  const Decision decision = world.expect(SetCustomerPresence{kShop, chat, true});
  ASSERT_EQ(decision.events.size(), 1u);
  EXPECT_FALSE(is_stored(decision.events[0]));
  EXPECT_TRUE(world.expect(SetCustomerPresence{kShop, chat, true}).events.empty());
  world.expect(EndAsCustomer{kShop, chat});
  EXPECT_TRUE(world.expect(SetCustomerPresence{kShop, chat, false}).events.empty());
}

}  // namespace
}  // namespace madoguchi::desk
