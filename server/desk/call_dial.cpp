#include "desk/call_dial.h"

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/call.h"
#include "desk/chat_conversation.h"
#include "desk/lines.h"
#include "desk/wrap_up.h"

namespace madoguchi::desk {
namespace {

base::Status require_able(const Draft& draft, const DialCall& command) {
  const Operator* who = draft.state().operators.find(command.operator_id);
  const Hindrance hindrance =
      who == nullptr ? Hindrance::kNoRight : dial_hindrance(*who, command.service);
  if (hindrance != Hindrance::kNoRight) return require_unhindered(hindrance);
  return base::fail(base::ErrorCode::kForbidden, "the operator has no phone right in this service");
}

base::Status require_outbound(const DialCall& command) {
  if (command.parties.direction == Direction::kOutbound) return {};
  return base::fail(base::invalid_input("direction", "outbound"));
}

}  // namespace

void end_dialing(Draft& draft, ContactId id, EndReason reason) {
  end_call(draft, id, reason);
  draft.send(HangUpCall{id});
}

base::Status run(Draft& draft, const DialCall& command) {
  MDG_TRY(require_outbound(command));
  MDG_TRY(require_new_call(draft, command.service, command.queue, command.contact, command.thread));
  MDG_TRY(require_able(draft, command));
  end_wrap_up(draft, command.operator_id);
  const std::int64_t number = draft.state().services.find(command.service)->last_number + 1;
  draft.emit(ContactStarted{command.contact, command.service, command.thread, command.customer,
                            command.queue, Channel::kCall, 0, number, draft.now()});
  draft.emit(CallArrived{command.contact, std::make_shared<const CallParties>(command.parties),
                         draft.now()});
  draft.emit(CallDialed{command.contact, command.operator_id, draft.now()});
  add_line(
      draft,
      {.contact = command.contact, .kind = LineKind::kDialed, .operator_id = command.operator_id});
  return {};
}

base::Status run(Draft& draft, const SetRingsThere& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  MDG_TRY(require_call(*contact));
  if (!is_dialing(*contact) || contact->call->rings_there) return {};
  draft.emit(RingsThere{command.contact, contact->owner, draft.now()});
  return {};
}

base::Status run(Draft& draft, const SetDialAnswered& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  MDG_TRY(require_call(*contact));
  MDG_TRY(require_open(*contact));
  if (!is_dialing(*contact)) {
    if (is_outbound(*contact)) return {};
    return base::fail(base::ErrorCode::kConflict, "inbound: nobody dials the call");
  }
  draft.emit(ContactOpened{command.contact, contact->owner, draft.now()});
  add_line(draft, {.contact = command.contact, .kind = LineKind::kAnswered});
  change_conversation(draft, command.contact, Conversation::kActive);
  return {};
}

}  // namespace madoguchi::desk
