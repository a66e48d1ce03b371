#pragma once

#include "desk/draft.h"

namespace madoguchi::desk {

/// Writes a line of the desk's own into the conversation; number and time are filled in here.
void add_line(Draft& draft, LineAdded line);

/// Adds a message with the next number of the contact.
void add_message(Draft& draft, ContactId id, MessageKind kind, OperatorId author,
                 const NewMessage& message);

}  // namespace madoguchi::desk
