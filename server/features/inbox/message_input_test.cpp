#include "features/inbox/message_input.h"

#include <gtest/gtest.h>

#include "features/inbox/event_socket.h"

namespace madoguchi::features {
namespace {

std::string field_of(std::string_view body) {
  const auto input = read_message_input(body);
  return input ? "" : input.error().field;
}

TEST(MessageInput, reads_a_reply_with_files) {
  const auto input = read_message_input(
      R"({"clientId":"abcd-1234_X","kind":"note","text":" a\nb ","fileIds":["12","13"]})");
  ASSERT_TRUE(input);
  EXPECT_EQ(input->kind, desk::MessageKind::kNote);
  EXPECT_EQ(input->text, "a\nb");
  EXPECT_EQ(input->files.size(), 2u);
}

TEST(MessageInput, names_the_field_that_is_wrong) {
  const std::string ok_id = R"("clientId":"abcd1234")";
  EXPECT_EQ(field_of(R"({"clientId":"short","kind":"reply","text":"a"})"), "clientId");
  EXPECT_EQ(field_of(R"({"clientId":"with space","kind":"reply","text":"a"})"), "clientId");
  EXPECT_EQ(field_of("{" + ok_id + R"(,"kind":"customer","text":"a"})"), "kind");
  EXPECT_EQ(field_of("{" + ok_id + R"(,"kind":"reply","text":""})"), "text");
  EXPECT_EQ(field_of("{" + ok_id + R"(,"kind":"reply","text":" \n "})"), "text");
  EXPECT_EQ(
      field_of("{" + ok_id + R"(,"kind":"reply","text":")" + std::string(4001, 'a') + R"("})"),
      "text");
  EXPECT_EQ(field_of("{" + ok_id + R"(,"kind":"reply","text":"a","more":1})"), "more");
  EXPECT_EQ(field_of("{" + ok_id + R"(,"kind":"reply","text":"a","fileIds":["0"]})"), "fileIds[0]");
}

TEST(MessageInput, takes_files_without_a_text) {
  EXPECT_TRUE(
      read_message_input(R"({"clientId":"abcd1234","kind":"reply","text":"","fileIds":["9"]})"));
}

TEST(ConsoleFrame, reads_what_the_documentation_says) {
  const auto subscribe = read_console_frame(
      R"({"type":"subscribe","since":7,"services":["1"],"lists":[{"serviceId":"1","box":"team"}],"contacts":["2"],"rosters":["1"]})");
  ASSERT_TRUE(subscribe);
  const auto& wanted = std::get<ConsoleSubscription>(*subscribe);
  EXPECT_EQ(wanted.since, 7);
  EXPECT_EQ(wanted.lists.size(), 1u);
  const auto typing =
      read_console_frame(R"({"type":"typing","contactId":"2","kind":"note","isTyping":true})");
  ASSERT_TRUE(typing);
  EXPECT_TRUE(std::get<TypingFrame>(*typing).is_note);
}

TEST(ConsoleFrame, subscribes_to_up_to_500_services) {
  const auto subscribe_to = [](int count) {
    std::string ids;
    for (int id = 1; id <= count; ++id) ids += (id > 1 ? ",\"" : "\"") + std::to_string(id) + "\"";
    return read_console_frame(R"({"type":"subscribe","since":null,"services":[)" + ids +
                              R"(],"lists":[],"contacts":[],"rosters":[]})");
  };
  const auto wanted = subscribe_to(500);
  ASSERT_TRUE(wanted);
  EXPECT_EQ(std::get<ConsoleSubscription>(*wanted).services.size(), 500u);
  EXPECT_FALSE(subscribe_to(501));
}

TEST(ConsoleFrame, refuses_everything_else) {
  for (
      const char* text :
      {"", "null", "[]", "{}", R"({"type":"nothing"})", R"({"type":"subscribe"})",
       R"({"type":"typing","contactId":2,"kind":"note","isTyping":true})",
       R"({"type":"typing","contactId":"2","kind":"note","isTyping":true,"x":1})",
       R"({"type":"subscribe","since":-1,"services":[],"lists":[],"contacts":["x"],"rosters":[]})"}) {
    EXPECT_FALSE(read_console_frame(text)) << text;
  }
}

}  // namespace
}  // namespace madoguchi::features
