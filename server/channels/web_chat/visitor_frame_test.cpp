#include <gtest/gtest.h>

#include "channels/web_chat/visitor_cookie.h"
#include "channels/web_chat/visitor_socket.h"

namespace madoguchi::channels {
namespace {

TEST(VisitorFrame, reads_what_the_documentation_says) {
  const auto hello = read_visitor_frame(R"({"type":"hello","after":null})");
  ASSERT_TRUE(hello);
  EXPECT_FALSE(std::get<HelloFrame>(*hello).after);
  const auto message =
      read_visitor_frame(R"({"type":"message","clientId":"abcd1234","text":"<b>","fileIds":[]})");
  ASSERT_TRUE(message);
  EXPECT_EQ(std::get<MessageFrame>(*message).text, "<b>");
  EXPECT_TRUE(read_visitor_frame(R"({"type":"typing","isTyping":false})"));
  EXPECT_TRUE(read_visitor_frame(R"({"type":"read","contactId":"5","number":3})"));
  EXPECT_TRUE(read_visitor_frame(R"({"type":"page","url":"https://shop.example/","title":"t"})"));
  EXPECT_TRUE(read_visitor_frame(R"({"type":"end"})"));
}

TEST(VisitorFrame, refuses_everything_else) {
  for (const char* text :
       {"", "x", "[]", R"({"type":"take"})", R"({"type":"end","x":1})",
        R"({"type":"read","contactId":"5","number":-3})", R"({"type":"hello","after":"x"})",
        R"({"type":"message","clientId":"abcd1234","text":""})",
        R"({"type":"message","clientId":"a","text":"b"})"}) {
    EXPECT_FALSE(read_visitor_frame(text)) << text;
  }
}

TEST(VisitorFrame, a_message_that_is_wrong_can_still_be_answered) {
  EXPECT_EQ(client_id_of(R"({"type":"message","clientId":"abcd1234","text":7})"), "abcd1234");
  EXPECT_EQ(client_id_of(R"({"type":"message","clientId":"no spaces!","text":7})"), "");
  EXPECT_EQ(client_id_of("garbage"), "");
}

TEST(VisitorCookie, is_kept_in_pages_of_other_sites_and_from_every_script) {
  const auto cookie = visitor_cookie("k3x9k3x9k3x9", "TOKEN");
  for (const char* part : {"madoguchi_visitor=TOKEN;", "Path=/api/widget/v1/k3x9k3x9k3x9;",
                           "HttpOnly", "Secure", "SameSite=None", "Partitioned"}) {
    EXPECT_NE(cookie.find(part), std::string::npos) << part;
  }
}

TEST(DeviceName, says_browser_and_system) {
  EXPECT_EQ(
      device_name("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
                  "(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1"),
      "Safari / iPhone");
  EXPECT_EQ(device_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
                        "Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0"),
            "Edge / Windows");
  EXPECT_EQ(device_name("curl/8"), "");
  EXPECT_EQ(device_name(""), "");
}

}  // namespace
}  // namespace madoguchi::channels
