#pragma once

#include <memory>
#include <variant>

#include "base/rate_limiter.h"
#include "channels/web_chat/visitor_hub.h"
#include "channels/web_chat/visits_service.h"
#include "features/live/live_desk.h"
#include "features/services/service_directory.h"
#include "transport/router.h"

namespace madoguchi::channels {

// The frames of a visitor's socket; docs/events.md.
struct HelloFrame {
  std::optional<base::MessageId> after;
};
struct MessageFrame {
  std::string client_id;
  std::string text;
  std::vector<base::FileId> files;
};
struct VisitorTypingFrame {
  bool is_typing = false;
};
struct ReadFrame {
  base::ContactId contact;
  int number = 0;
};
struct PageFrame {
  std::string url;
  std::string title;
};
struct EndFrame {};
using VisitorFrame =
    std::variant<HelloFrame, MessageFrame, VisitorTypingFrame, ReadFrame, PageFrame, EndFrame>;

/// Strangers' text: never throws. A message that has an id but is wrong otherwise is an error that
/// names its field.
[[nodiscard]] base::Result<VisitorFrame> read_visitor_frame(std::string_view text);
/// The client id of a frame that could not be read as a whole, so that its sender can be told; or
/// "".
[[nodiscard]] std::string client_id_of(std::string_view text);

/// What the visitors' sockets need; referred to for as long as the router lives.
struct VisitorSocketParts {
  const features::ServiceDirectory& services;
  VisitsService& visits;
  VisitorHub& hub;
  features::LiveDesk& desk;
  storage::Database& db;
  base::IdSource& ids;
  base::RateLimiter& messages;  ///< per visitor
  base::RateLimiter& frames;    ///< all other frames, per visitor
  base::RateLimiter& floods;    ///< keeps those out who did not heed it, per visitor
};

/// GET /api/widget/v1/{serviceKey}/socket of docs/events.md.
void add_visitor_socket(transport::Router& router, VisitorSocketParts parts);

}  // namespace madoguchi::channels
