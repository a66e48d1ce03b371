#pragma once

#include <string>
#include <vector>

#include "base/json_reader.h"
#include "desk/types.h"

namespace madoguchi::features {

inline constexpr std::size_t kMaxMessageCharacters = 4000;

/// A message as an operator sends it; the shape MessageInput of api/openapi.yaml.
struct MessageInput {
  std::string client_id;
  desk::MessageKind kind = desk::MessageKind::kReply;
  std::string text;
  std::vector<base::FileId> files;
};

/// 8 to 64 of A-Z a-z 0-9 _ -: chosen by the sender, so that sending again is harmless.
[[nodiscard]] bool is_client_id(std::string_view text);

/// Reads clientId, text and fileIds, which messages of operators and of visitors share; errors stay
/// in the reader.
void read_message_content(base::JsonReader& body, std::string& client_id, std::string& text,
                          std::vector<base::FileId>& files);

[[nodiscard]] base::Result<MessageInput> read_message_input(std::string_view body);

}  // namespace madoguchi::features
