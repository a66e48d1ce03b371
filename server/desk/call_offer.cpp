#include "desk/call_offer.h"

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/chat_conversation.h"
#include "desk/operator_state.h"

namespace madoguchi::desk {
namespace {

template <class Command>
base::Status require_ringing(const Draft& draft, const Command& command) {
  MDG_ASSIGN(const Contact* contact, find_for_owner(draft, command));
  MDG_TRY(require_call(*contact));
  if (is_ringing(*contact)) return {};
  return base::fail(base::ErrorCode::kConflict, "answered: the call does not ring any more");
}

}  // namespace

void miss_call(Draft& draft, ContactId id) {
  const OperatorId rung = draft.state().contacts.find(id)->owner;
  put_back(draft, id, QueueCause::kNotAnswered);
  const Operator* who = draft.state().operators.find(rung);
  if (who == nullptr || who->missed_calls < kMissedCallsAllowed) return;
  change_state(draft, rung, ChosenState::kWork, {}, StateCause::kNotAnswering);
}

void give_back_ringing(Draft& draft, OperatorId id) {
  const ContactId call = draft.state().operators.find(id)->call;
  if (!call || !is_ringing(*draft.state().contacts.find(call))) return;
  put_back(draft, call, QueueCause::kDeclined);
}

base::Status run(Draft& draft, const AcceptCall& command) {
  MDG_TRY(require_ringing(draft, command));
  open(draft, command.contact);
  change_conversation(draft, command.contact, Conversation::kActive);
  return {};
}

base::Status run(Draft& draft, const DeclineCall& command) {
  MDG_TRY(require_ringing(draft, command));
  put_back(draft, command.contact, QueueCause::kDeclined);
  return {};
}

}  // namespace madoguchi::desk
