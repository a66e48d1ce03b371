#include "desk/access.h"

#include "desk/names.h"

namespace madoguchi::desk {

using base::ErrorCode;

base::Result<const Contact*> find_contact(const Draft& draft, ServiceId service,
                                          ContactId contact) {
  const Contact* found = draft.state().contacts.find(contact);
  if (found == nullptr || found->service != service) {
    return base::fail(ErrorCode::kNotFound, "no live contact of this service has this id");
  }
  return found;
}

base::Result<const Operator*> find_operator(const Draft& draft, OperatorId id) {
  const Operator* found = draft.state().operators.find(id);
  if (found == nullptr) return base::fail(ErrorCode::kNotFound, "no operator has this id");
  return found;
}

base::Result<const Queue*> find_queue(const Draft& draft, ServiceId service, QueueId queue) {
  const Queue* found = draft.state().queues.find(queue);
  if (found == nullptr || found->service != service) {
    return base::fail(ErrorCode::kNotFound, "no queue of this service has this id");
  }
  return found;
}

base::Status require_right(const Draft& draft, OperatorId id, const Contact& contact) {
  const Operator* found = draft.state().operators.find(id);
  const Medium medium = medium_of(contact);
  if (found != nullptr && can_have(*found->profile, contact.service, medium)) return {};
  return base::fail(ErrorCode::kForbidden, medium == Medium::kCall
                                               ? "the operator has no phone right in this service"
                                               : "the operator has no chat right in this service");
}

base::Status require_chat(const Contact& contact) {
  if (!is_call(contact)) return {};
  return base::fail(ErrorCode::kConflict, "channel: a call is not handled as a chat");
}

base::Status require_call(const Contact& contact) {
  if (is_call(contact)) return {};
  return base::fail(ErrorCode::kConflict, "channel: no call");
}

base::Status require_open(const Contact& contact) {
  if (!is_ended(contact)) return {};
  return base::fail(ErrorCode::kConflict, "ended: the contact is over");
}

base::Status require_owner(const Contact& contact, OperatorId id) {
  if (contact.owner == id) return {};
  return base::fail(ErrorCode::kConflict, contact.owner
                                              ? "owner: the contact belongs to another operator"
                                              : "owner: the contact waits in a queue");
}

base::Status require_unhindered(Hindrance hindrance) {
  if (hindrance == Hindrance::kNone) return {};
  return base::fail(ErrorCode::kConflict,
                    std::string(name_of(hindrance)) + ": the operator cannot have it now");
}

base::Status require_number(const Contact& contact, int number) {
  if (number >= 0 && number <= contact.message_count) return {};
  return base::fail(base::invalid_input("number", "0 to " + std::to_string(contact.message_count)));
}

}  // namespace madoguchi::desk
