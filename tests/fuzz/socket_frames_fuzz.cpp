// What strangers send over the two WebSockets.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/overloaded.h"
#include "channels/web_chat/visitor_socket.h"
#include "features/files/file.h"
#include "features/inbox/event_socket.h"
#include "features/inbox/message_input.h"
#include "require.h"

namespace {

using namespace madoguchi;
using fuzz::require;

void check_console(std::string_view text) {
  const auto frame = features::read_console_frame(text);
  if (!frame) return;
  const auto* wanted = std::get_if<features::ConsoleSubscription>(&*frame);
  if (wanted == nullptr) return;
  require(wanted->services.size() <= 20 && wanted->lists.size() <= 20);
  require(wanted->rosters.size() <= 20 && wanted->contacts.size() <= 30);
}

void check_message(const channels::MessageFrame& message, std::string_view text) {
  require(features::is_client_id(message.client_id));
  require(channels::client_id_of(text) == message.client_id);
  require(!message.text.empty() || !message.files.empty());
  require(message.files.size() <= features::kMaxFilesPerMessage);
}

void check_visitor(std::string_view text) {
  const auto frame = channels::read_visitor_frame(text);
  if (!frame) return;
  if (const auto* message = std::get_if<channels::MessageFrame>(&*frame)) {
    check_message(*message, text);
  }
  if (const auto* read = std::get_if<channels::ReadFrame>(&*frame)) require(read->number >= 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_console(text);
  check_visitor(text);
  const std::string id = channels::client_id_of(text);
  require(id.empty() || features::is_client_id(id));
  return 0;
}
