#pragma once

#include "features/live/desk_request.h"
#include "transport/router.h"

namespace madoguchi::features {

/// Reading: inbox, contact, messages, roster and search of api/openapi.yaml.
void add_inbox_routes(transport::Router& router, InboxApiParts parts);
/// Answering: messages, open, read, take, hand-over, snooze and end.
void add_conversation_routes(transport::Router& router, InboxApiParts parts);
/// The operator's own state and switches.
void add_own_state_routes(transport::Router& router, InboxApiParts parts);

}  // namespace madoguchi::features
