#include "features/inbox/message_input.h"

#include <algorithm>

#include "features/files/file.h"

namespace madoguchi::features {
namespace {

constexpr base::EnumName<desk::MessageKind> kMessageKinds[] = {{"reply", desk::MessageKind::kReply},
                                                               {"note", desk::MessageKind::kNote}};

bool is_client_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

bool is_client_id(std::string_view text) {
  return text.size() >= 8 && text.size() <= 64 && std::ranges::all_of(text, is_client_id_character);
}

void read_message_content(base::JsonReader& body, std::string& client_id, std::string& text,
                          std::vector<base::FileId>& files) {
  client_id = body.string("clientId", {.min = 8, .max = 64});
  if (!is_client_id(client_id)) body.refuse("clientId", "8 to 64 of A-Z, a-z, 0-9, _ and -");
  text = body.string("text", {.min = 0, .max = kMaxMessageCharacters});
  if (body.has("fileIds")) files = body.id_array<base::FileId>("fileIds", kMaxFilesPerMessage);
  if (text.empty() && files.empty()) body.refuse("text", "a text or at least one file");
}

base::Result<MessageInput> read_message_input(std::string_view body) {
  MDG_ASSIGN(auto reader, base::JsonReader::parse(body));
  MessageInput input;
  input.kind = reader.enumeration<desk::MessageKind>("kind", kMessageKinds);
  read_message_content(reader, input.client_id, input.text, input.files);
  MDG_TRY(reader.finish());
  return input;
}

}  // namespace madoguchi::features
