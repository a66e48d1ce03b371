#include "desk/call.h"

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/chat_conversation.h"
#include "desk/lines.h"
#include "desk/wrap_up.h"

namespace madoguchi::desk {
namespace {

/// Missed calls [V12] have a reason of their own; who left after an answer, or was dialled, is a
/// customer who ended.
EndReason reason_for(const Contact& contact, EndReason told) {
  const bool was_waiting = !contact.call->answered_at && !is_outbound(contact);
  return told == EndReason::kCallerLeft && !was_waiting ? EndReason::kCustomerEnded : told;
}

EndReason reason_of_waiting(const Call& call) {
  if (call.answered_at) return EndReason::kOperatorLost;
  return call.offer_count > 0 ? EndReason::kRingTimeout : EndReason::kNoOperator;
}

}  // namespace

base::Status require_new_call(const Draft& draft, ServiceId service, QueueId queue,
                              ContactId contact, ThreadId thread_id) {
  if (draft.state().services.find(service) == nullptr) {
    return base::fail(base::ErrorCode::kNotFound, "no service has this id");
  }
  MDG_TRY(find_queue(draft, service, queue));
  if (!contact) return base::fail(base::invalid_input("contact", "an id"));
  if (draft.state().contacts.find(contact) != nullptr) {
    return base::fail(base::ErrorCode::kAlreadyExists, "a contact has this id");
  }
  const ThreadContacts* thread = draft.state().threads.find(thread_id);
  if (thread == nullptr || !thread->open) return {};
  return base::fail(base::ErrorCode::kConflict, "thread: it has an open contact");
}

void end_call(Draft& draft, ContactId id, EndReason reason) {
  const Contact& contact = *draft.state().contacts.find(id);
  const OperatorId talker = contact.assignment == Assignment::kOwned ? contact.owner : OperatorId{};
  const ServiceId service = contact.service;
  end_contact(draft, id, reason);
  if (talker) begin_wrap_up(draft, talker, service, id);
}

void end_unanswered_call(Draft& draft, ContactId id) {
  end_call(draft, id, reason_of_waiting(*draft.state().contacts.find(id)->call));
  draft.send(HangUpCall{id});
}

base::Status hang_up(Draft& draft, ContactId id) {
  if (is_ringing(*draft.state().contacts.find(id))) {
    return base::fail(base::ErrorCode::kConflict, "ringing: the call is not answered");
  }
  end_call(draft, id, EndReason::kOperatorEnded);
  draft.send(HangUpCall{id});
  return {};
}

base::Status run(Draft& draft, const StartCall& command) {
  MDG_TRY(require_new_call(draft, command.service, command.queue, command.contact, command.thread));
  const std::int64_t number = draft.state().services.find(command.service)->last_number + 1;
  draft.emit(ContactStarted{command.contact, command.service, command.thread, command.customer,
                            command.queue, Channel::kCall, command.priority, number, draft.now()});
  draft.emit(CallArrived{command.contact, std::make_shared<const CallParties>(command.parties),
                         draft.now()});
  add_line(draft, {.contact = command.contact, .kind = LineKind::kStarted});
  queue_at_end(draft, command.contact);
  draft.send(AnswerCall{command.contact});
  return {};
}

base::Status run(Draft& draft, const EndCall& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  MDG_TRY(require_call(*contact));
  if (is_ended(*contact)) return {};
  end_call(draft, command.contact, reason_for(*contact, command.reason));
  return {};
}

}  // namespace madoguchi::desk
