#include "desk/call.h"

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/chat_conversation.h"
#include "desk/lines.h"

namespace madoguchi::desk {
namespace {

base::Status require_startable(const Draft& draft, const StartCall& command) {
  if (draft.state().services.find(command.service) == nullptr) {
    return base::fail(base::ErrorCode::kNotFound, "no service has this id");
  }
  MDG_TRY(find_queue(draft, command.service, command.queue));
  if (!command.contact) return base::fail(base::invalid_input("contact", "an id"));
  if (draft.state().contacts.find(command.contact) != nullptr) {
    return base::fail(base::ErrorCode::kAlreadyExists, "a contact has this id");
  }
  const ThreadContacts* thread = draft.state().threads.find(command.thread);
  if (thread == nullptr || !thread->open) return {};
  return base::fail(base::ErrorCode::kConflict, "thread: it has an open contact");
}

}  // namespace

void end_unanswered_call(Draft& draft, ContactId id) {
  end_contact(draft, id, EndReason::kNoOperator);
  draft.send(HangUpCall{id});
}

base::Status run(Draft& draft, const StartCall& command) {
  MDG_TRY(require_startable(draft, command));
  const std::int64_t number = draft.state().services.find(command.service)->last_number + 1;
  draft.emit(ContactStarted{command.contact, command.service, command.thread, command.customer,
                            command.queue, Channel::kCall, command.priority, number, draft.now()});
  draft.emit(CallArrived{command.contact, command.parties, draft.now()});
  add_line(draft, {.contact = command.contact, .kind = LineKind::kStarted});
  queue_at_end(draft, command.contact);
  draft.send(AnswerCall{command.contact});
  return {};
}

base::Status run(Draft& draft, const EndCall& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  if (!is_call(*contact)) return base::fail(base::ErrorCode::kConflict, "channel: no call");
  if (!is_ended(*contact)) end_contact(draft, command.contact, command.reason);
  return {};
}

}  // namespace madoguchi::desk
