#include "desk/call_talk.h"

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/chat_conversation.h"
#include "desk/lines.h"
#include "desk/wrap_up.h"

namespace madoguchi::desk {

base::Status run(Draft& draft, const HoldCall& command) {
  MDG_ASSIGN(const Contact* contact, find_for_owner(draft, command));
  MDG_TRY(require_call(*contact));
  if (is_ringing(*contact)) {
    return base::fail(base::ErrorCode::kConflict, "ringing: the call is not answered");
  }
  if (is_dialing(*contact)) {
    return base::fail(base::ErrorCode::kConflict, "dialing: nobody has answered");
  }
  if (contact->call->held_since.has_value() == command.is_held) return {};
  draft.emit(CallHeld{command.contact, command.operator_id, command.is_held, draft.now()});
  add_line(draft, {.contact = command.contact,
                   .kind = command.is_held ? LineKind::kHeld : LineKind::kResumed,
                   .operator_id = command.operator_id});
  return {};
}

base::Status run(Draft& draft, const SetOperatorLeg& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  MDG_TRY(require_call(*contact));
  if (contact->assignment != Assignment::kOwned) return {};
  const bool is_connected = !contact->call->leg_missing_since.has_value();
  const bool is_desk_phone = command.is_connected && command.is_desk_phone;
  if (is_connected == command.is_connected && is_desk_phone == contact->call->is_on_desk_phone) {
    return {};
  }
  draft.emit(OperatorLegChanged{command.contact, contact->owner, command.is_connected,
                                is_desk_phone, draft.now()});
  return {};
}

base::Status run(Draft& draft, const KeepCall& command) {
  MDG_ASSIGN(const Contact* contact, find_for_operator(draft, command));
  MDG_TRY(require_call(*contact));
  MDG_TRY(require_open(*contact));
  const bool is_theirs = contact->owner == command.operator_id;
  if (is_theirs && !is_ringing(*contact) && !is_dialing(*contact)) return {};
  const ContactId other = draft.state().operators.find(command.operator_id)->call;
  if (other && other != command.contact) return require_unhindered(Hindrance::kInCall);
  end_wrap_up(draft, command.operator_id);
  if (!is_theirs) {
    assign(draft, command.contact, command.operator_id, AssignCause::kTaken);
  }
  open(draft, command.contact);
  change_conversation(draft, command.contact, Conversation::kActive);
  return {};
}

}  // namespace madoguchi::desk
