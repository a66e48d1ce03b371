#include "desk/chat_conversation.h"

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/call.h"
#include "desk/lines.h"
#include "desk/snooze.h"

namespace madoguchi::desk {
namespace {

void accept_last(Draft& draft, ContactId id) {
  draft.send(MessageAccepted{id, draft.state().contacts.find(id)->message_count, false});
}

/// A message that was sent before has its number already, in the contact that is open or in the one
/// that ended before it.
bool accept_known(Draft& draft, ContactId id, const NewMessage& message) {
  const Contact* contact = draft.state().contacts.find(id);
  if (contact == nullptr) return false;
  const std::optional<int> number = contact->recent.find(message.client_id);
  if (number) draft.send(MessageAccepted{id, *number, true});
  return number.has_value();
}

bool is_of_service(const Draft& draft, ContactId id, ServiceId service) {
  const Contact* contact = draft.state().contacts.find(id);
  return contact == nullptr || contact->service == service;
}

base::Status require_new(const Draft& draft, ContactId id) {
  if (!id) return base::fail(base::invalid_input("newContact", "an id"));
  if (draft.state().contacts.find(id) == nullptr) return {};
  return base::fail(base::ErrorCode::kAlreadyExists, "a contact has this id");
}

base::Status start_contact(Draft& draft, const WriteAsCustomer& command) {
  const Service* service = draft.state().services.find(command.service);
  if (service == nullptr) {
    return base::fail(base::ErrorCode::kNotFound, "no service has this id");
  }
  MDG_TRY(find_queue(draft, command.service, command.queue));
  MDG_TRY(require_new(draft, command.new_contact));
  draft.emit(ContactStarted{command.new_contact, command.service, command.thread, command.customer,
                            command.queue, command.channel, command.priority,
                            service->last_number + 1, draft.now()});
  add_line(draft, {.contact = command.new_contact, .kind = LineKind::kStarted});
  queue_at_end(draft, command.new_contact);
  return {};
}

void add_customer_message(Draft& draft, ContactId id, const NewMessage& message) {
  add_message(draft, id, MessageKind::kCustomer, {}, message);
  accept_last(draft, id);
  if (is_snoozed(*draft.state().contacts.find(id))) {
    wake(draft, id, WakeCause::kCustomer);
  } else {
    change_conversation(draft, id, Conversation::kWaiting);
  }
}

void add_note(Draft& draft, const WriteAsOperator& command) {
  add_message(draft, command.contact, MessageKind::kNote, command.operator_id, command.message);
  accept_last(draft, command.contact);
}

/// Makes the operator the one who may reply: the owner of an open contact.
base::Status prepare_reply(Draft& draft, const WriteAsOperator& command) {
  const Contact& contact = *draft.state().contacts.find(command.contact);
  MDG_TRY(require_chat(contact));
  if (is_queued(contact)) return take(draft, command.contact, command.operator_id);
  MDG_TRY(require_owner(contact, command.operator_id));
  if (is_snoozed(contact)) {
    MDG_ASSIGN(const Operator* owner, find_operator(draft, command.operator_id));
    return require_unhindered(take_hindrance(*owner, contact.service));
  }
  if (contact.assignment == Assignment::kOffered) open(draft, command.contact);
  return {};
}

base::Status add_reply(Draft& draft, const WriteAsOperator& command) {
  MDG_TRY(prepare_reply(draft, command));
  add_message(draft, command.contact, MessageKind::kReply, command.operator_id, command.message);
  accept_last(draft, command.contact);
  if (is_snoozed(*draft.state().contacts.find(command.contact))) {
    wake(draft, command.contact, WakeCause::kOperator);
  } else {
    change_conversation(draft, command.contact, Conversation::kActive);
  }
  return {};
}

}  // namespace

void change_conversation(Draft& draft, ContactId id, Conversation to) {
  const Conversation from = draft.state().contacts.find(id)->conversation;
  if (from != to) draft.emit(ConversationChanged{id, from, to, draft.now()});
}

void end_contact(Draft& draft, ContactId id, EndReason reason) {
  const OperatorId owner = draft.state().contacts.find(id)->owner;
  add_line(draft,
           {.contact = id, .kind = LineKind::kEnded, .operator_id = owner, .end_reason = reason});
  draft.emit(ContactEnded{id, reason, owner, draft.now()});
}

base::Status run(Draft& draft, const WriteAsCustomer& command) {
  const ThreadContacts* found = draft.state().threads.find(command.thread);
  const ThreadContacts thread = found == nullptr ? ThreadContacts{} : *found;
  if (!is_of_service(draft, thread.open, command.service) ||
      !is_of_service(draft, thread.last_ended, command.service)) {
    return base::fail(base::ErrorCode::kNotFound, "the thread is not of this service");
  }
  if (accept_known(draft, thread.open, command.message) ||
      accept_known(draft, thread.last_ended, command.message)) {
    return {};
  }
  const Contact* open = draft.state().contacts.find(thread.open);
  if (open != nullptr) MDG_TRY(require_chat(*open));
  if (!thread.open) MDG_TRY(start_contact(draft, command));
  add_customer_message(draft, thread.open ? thread.open : command.new_contact, command.message);
  return {};
}

base::Status run(Draft& draft, const WriteAsOperator& command) {
  MDG_ASSIGN(const Contact* contact, find_for_operator(draft, command));
  if (accept_known(draft, command.contact, command.message)) return {};
  MDG_TRY(require_open(*contact));
  switch (command.kind) {
    case MessageKind::kReply:
      return add_reply(draft, command);
    case MessageKind::kNote:
      add_note(draft, command);
      return {};
    case MessageKind::kCustomer:
      break;
  }
  return base::fail(base::invalid_input("kind", "reply or note"));
}

base::Status run(Draft& draft, const EndAsCustomer& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  MDG_TRY(require_chat(*contact));
  if (!is_ended(*contact)) end_contact(draft, command.contact, EndReason::kCustomerEnded);
  return {};
}

base::Status run(Draft& draft, const EndAsOperator& command) {
  MDG_ASSIGN(const Contact* contact, find_for_operator(draft, command));
  if (is_ended(*contact)) return {};
  MDG_TRY(require_owner(*contact, command.operator_id));
  if (is_call(*contact)) return hang_up(draft, command.contact);
  end_contact(draft, command.contact, EndReason::kOperatorEnded);
  return {};
}

}  // namespace madoguchi::desk
