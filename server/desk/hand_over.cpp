#include "desk/hand_over.h"

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/lines.h"
#include "desk/snooze.h"

namespace madoguchi::desk {
namespace {

base::Status require_target(const Draft& draft, const HandOver& command) {
  if (static_cast<bool>(command.to_operator) == static_cast<bool>(command.to_queue)) {
    return base::fail(base::invalid_input("operatorId", "either an operator or a queue"));
  }
  if (command.to_queue) {
    MDG_TRY(find_queue(draft, command.service, command.to_queue));
    return {};
  }
  if (command.to_operator == command.operator_id) {
    return base::fail(base::invalid_input("operatorId", "another operator"));
  }
  MDG_ASSIGN(const Operator* target, find_operator(draft, command.to_operator));
  return require_unhindered(chat_hindrance(*target, command.service));
}

void write_hand_over(Draft& draft, const HandOver& command) {
  add_line(draft, {.contact = command.contact,
                   .kind = LineKind::kHandedOver,
                   .operator_id = command.to_operator,
                   .queue = command.to_queue});
  if (command.memo.empty()) return;
  add_message(draft, command.contact, MessageKind::kNote, command.operator_id,
              {{}, {command.memo, {}}});
}

}  // namespace

base::Status run(Draft& draft, const HandOver& command) {
  MDG_ASSIGN(const Contact* contact, find_for_owner(draft, command));
  MDG_TRY(require_chat(*contact));
  MDG_TRY(require_target(draft, command));
  if (is_snoozed(*contact)) wake_without_owner(draft, command.contact, WakeCause::kOperator);
  write_hand_over(draft, command);
  if (command.to_operator) {
    assign(draft, command.contact, command.to_operator, AssignCause::kHandedOver);
  } else {
    queue_at_head(draft, command.contact, command.to_queue, QueueCause::kHandedOver,
                  command.operator_id);
  }
  return {};
}

}  // namespace madoguchi::desk
