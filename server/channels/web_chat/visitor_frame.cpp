#include "base/json_reader.h"
#include "channels/web_chat/visitor_socket.h"
#include "features/inbox/message_input.h"

namespace madoguchi::channels {
namespace {

using base::JsonReader;

enum class FrameType { kHello, kMessage, kTyping, kRead, kPage, kEnd };
constexpr base::EnumName<FrameType> kTypes[] = {
    {"hello", FrameType::kHello}, {"message", FrameType::kMessage}, {"typing", FrameType::kTyping},
    {"read", FrameType::kRead},   {"page", FrameType::kPage},       {"end", FrameType::kEnd}};

MessageFrame read_message(JsonReader& body) {
  MessageFrame frame;
  features::read_message_content(body, frame.client_id, frame.text, frame.files);
  return frame;
}

VisitorFrame read_frame(FrameType type, JsonReader& body) {
  switch (type) {
    case FrameType::kHello:
      return HelloFrame{body.nullable_id<base::MessageId>("after")};
    case FrameType::kMessage:
      return read_message(body);
    case FrameType::kTyping:
      return VisitorTypingFrame{body.boolean("isTyping")};
    case FrameType::kRead: {
      const auto contact = body.id<base::ContactId>("contactId");
      return ReadFrame{contact, static_cast<int>(body.integer("number", 0, 1'000'000'000))};
    }
    case FrameType::kPage: {
      auto url = body.string("url", {.max = 2000, .one_line = true});
      return PageFrame{std::move(url), body.string("title", {.max = 300, .one_line = true})};
    }
    case FrameType::kEnd:
      return EndFrame{};
  }
  return EndFrame{};
}

}  // namespace

base::Result<VisitorFrame> read_visitor_frame(std::string_view text) {
  MDG_ASSIGN(JsonReader body, JsonReader::parse(text));
  VisitorFrame frame = read_frame(body.enumeration<FrameType>("type", kTypes), body);
  MDG_TRY(body.finish());
  return frame;
}

std::string client_id_of(std::string_view text) {
  auto body = JsonReader::parse(text);
  if (!body) return {};
  const auto id = body->string("clientId", {.max = 64});
  return features::is_client_id(id) ? id : std::string();
}

}  // namespace madoguchi::channels
