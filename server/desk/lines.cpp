#include "desk/lines.h"

namespace madoguchi::desk {
namespace {

int next_number(const Draft& draft, ContactId id) {
  return draft.state().contacts.find(id)->message_count + 1;
}

}  // namespace

void add_line(Draft& draft, LineAdded line) {
  line.number = next_number(draft, line.contact);
  line.at = draft.now();
  draft.emit(line);
}

void add_message(Draft& draft, ContactId id, MessageKind kind, OperatorId author,
                 const NewMessage& message) {
  draft.emit(MessageAdded{id, next_number(draft, id), kind, author, message.client_id,
                          message.content, draft.now()});
}

}  // namespace madoguchi::desk
