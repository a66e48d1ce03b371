#include "desk/reading.h"

#include "desk/access.h"

namespace madoguchi::desk {

base::Status run(Draft& draft, const ReadAsCustomer& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  if (contact->thread != command.thread) return base::fail(base::ErrorCode::kNotFound);
  MDG_TRY(require_number(*contact, command.number));
  if (command.number > contact->read_by_customer) {
    draft.emit(MessagesRead{command.contact, {}, command.number, draft.now()});
  }
  return {};
}

base::Status run(Draft& draft, const ReadAsOperator& command) {
  MDG_ASSIGN(const Contact* contact, find_for_operator(draft, command));
  MDG_TRY(require_number(*contact, command.number));
  if (contact->owner == command.operator_id && command.number > contact->read_by_owner) {
    draft.emit(MessagesRead{command.contact, command.operator_id, command.number, draft.now()});
  }
  return {};
}

base::Status run(Draft& draft, const SetCustomerPresence& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  if (!is_ended(*contact) && contact->is_customer_online != command.is_online) {
    draft.emit(CustomerPresenceChanged{command.contact, command.is_online});
  }
  return {};
}

}  // namespace madoguchi::desk
