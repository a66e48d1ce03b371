#include "desk/operator_state.h"

#include "desk/access.h"
#include "desk/call_offer.h"
#include "desk/wrap_up.h"

namespace madoguchi::desk {
namespace {

base::Status set_connected(Draft& draft, OperatorId id, bool is_connected) {
  MDG_ASSIGN(const Operator* who, find_operator(draft, id));
  if (who->is_connected != is_connected) {
    draft.emit(OperatorConnectionChanged{id, is_connected, draft.now()});
  }
  return {};
}

base::Status set_phone_connected(Draft& draft, OperatorId id, bool is_connected) {
  MDG_ASSIGN(const Operator* who, find_operator(draft, id));
  if (who->is_phone_connected != is_connected) {
    draft.emit(PhoneConnectionChanged{id, is_connected, draft.now()});
  }
  return {};
}

}  // namespace

void change_state(Draft& draft, OperatorId id, ChosenState to, WorkReasonId reason,
                  StateCause cause) {
  const Operator& who = *draft.state().operators.find(id);
  if (who.state == to && who.work_reason == reason) return;
  draft.emit(OperatorStateChanged{id, who.state, to, reason, cause, draft.now()});
}

base::Status run(Draft& draft, const ChooseState& command) {
  MDG_TRY(find_operator(draft, command.operator_id));
  if (command.work_reason && command.state != ChosenState::kWork) {
    return base::fail(base::invalid_input("workReasonId", "none, except with the state work"));
  }
  end_wrap_up(draft, command.operator_id);
  change_state(draft, command.operator_id, command.state, command.work_reason, command.cause);
  if (command.state != ChosenState::kReady) give_back_ringing(draft, command.operator_id);
  return {};
}

base::Status run(Draft& draft, const SetSwitches& command) {
  MDG_ASSIGN(const Operator* who, find_operator(draft, command.operator_id));
  const bool takes_phone = command.takes_phone.value_or(who->takes_phone);
  const bool takes_chat = command.takes_chat.value_or(who->takes_chat);
  const bool do_not_disturb = command.do_not_disturb.value_or(who->do_not_disturb);
  if (takes_phone != who->takes_phone || takes_chat != who->takes_chat ||
      do_not_disturb != who->do_not_disturb) {
    draft.emit(OperatorSwitchesChanged{command.operator_id, takes_phone, takes_chat, do_not_disturb,
                                       draft.now()});
  }
  if (!takes_phone || do_not_disturb) give_back_ringing(draft, command.operator_id);
  return {};
}

base::Status run(Draft& draft, const ConnectOperator& command) {
  return set_connected(draft, command.operator_id, true);
}

base::Status run(Draft& draft, const DisconnectOperator& command) {
  return set_connected(draft, command.operator_id, false);
}

base::Status run(Draft& draft, const ConnectPhone& command) {
  return set_phone_connected(draft, command.operator_id, true);
}

base::Status run(Draft& draft, const DisconnectPhone& command) {
  return set_phone_connected(draft, command.operator_id, false);
}

}  // namespace madoguchi::desk
