#include "desk/snooze.h"

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/lines.h"

namespace madoguchi::desk {
namespace {

Conversation conversation_after(const Contact& contact) {
  if (contact.waiting_since) return Conversation::kWaiting;
  return contact.last_operator_message_at ? Conversation::kActive : Conversation::kNew;
}

void emit_woken(Draft& draft, const Contact& contact, OperatorId goes_on, WakeCause cause) {
  const ContactId id = contact.id;
  draft.emit(
      ContactWoken{id, goes_on, contact.owner, conversation_after(contact), cause, draft.now()});
  add_line(draft, {.contact = id, .kind = LineKind::kWoke, .operator_id = goes_on});
}

bool is_owner_able(const Draft& draft, const Contact& contact) {
  const Operator* owner = draft.state().operators.find(contact.owner);
  return owner != nullptr && chat_hindrance(*owner, contact.service) == Hindrance::kNone;
}

}  // namespace

void wake(Draft& draft, ContactId id, WakeCause cause) {
  const Contact& contact = *draft.state().contacts.find(id);
  const OperatorId owner = contact.owner;
  const QueueId queue = contact.queue;
  if (cause == WakeCause::kOperator) {
    emit_woken(draft, contact, owner, cause);
  } else if (is_owner_able(draft, contact)) {
    emit_woken(draft, contact, owner, cause);
    assign(draft, id, owner, AssignCause::kWoke);
  } else {
    wake_without_owner(draft, id, cause);
    queue_at_head(draft, id, queue, QueueCause::kWoke, {});
  }
}

void wake_without_owner(Draft& draft, ContactId id, WakeCause cause) {
  emit_woken(draft, *draft.state().contacts.find(id), {}, cause);
}

base::Status run(Draft& draft, const SnoozeContact& command) {
  MDG_ASSIGN(const Contact* contact, find_for_owner(draft, command));
  MDG_TRY(require_chat(*contact));
  if (command.until && *command.until <= draft.now()) {
    return base::fail(base::invalid_input("until", "a time that is to come"));
  }
  if (is_snoozed(*contact) && contact->snoozed_until == command.until) return {};
  const bool was_snoozed = is_snoozed(*contact);
  if (contact->assignment == Assignment::kOffered) open(draft, command.contact);
  draft.emit(ContactSnoozed{command.contact, command.operator_id, command.until, draft.now()});
  if (!was_snoozed) {
    add_line(draft, {.contact = command.contact,
                     .kind = LineKind::kSnoozed,
                     .operator_id = command.operator_id});
  }
  return {};
}

}  // namespace madoguchi::desk
