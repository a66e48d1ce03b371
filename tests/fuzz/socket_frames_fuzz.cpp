// What strangers send over the two WebSockets, and the first bytes of files.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "channels/web_chat/visitor_socket.h"
#include "features/files/file.h"
#include "features/inbox/event_socket.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)madoguchi::features::read_console_frame(text);
  (void)madoguchi::channels::read_visitor_frame(text);
  (void)madoguchi::channels::client_id_of(text);
  const auto kind = madoguchi::features::recognize_file(text, "name.xlsx");
  if (kind.type.empty() || kind.width.has_value() != kind.height.has_value()) __builtin_trap();
  return 0;
}
