#pragma once

#include "features/live/console_hub.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/router.h"

namespace madoguchi::features {

/// The consoles' WebSocket, GET /api/v1/events of docs/events.md.
void add_event_socket(transport::Router& router, SignInService& sign_in, ConsoleHub& hub);

/// A frame from a console; none when it is not one that docs/events.md describes. Parsed from
/// strangers' text: never throws.
struct TypingFrame {
  base::ContactId contact;
  bool is_note = false;
  bool is_typing = false;
};
/// Whether this console holds the operator's phone.
struct PhoneFrame {
  bool holds = false;
};
using ConsoleFrame = std::variant<ConsoleSubscription, TypingFrame, PhoneFrame>;
[[nodiscard]] base::Result<ConsoleFrame> read_console_frame(std::string_view text);

}  // namespace madoguchi::features
