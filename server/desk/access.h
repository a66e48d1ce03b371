#pragma once

#include "base/result.h"
#include "desk/draft.h"

namespace madoguchi::desk {

// The questions that commands have in common, answered with the refusal.

/// notFound also when it is of another service.
[[nodiscard]] base::Result<const Contact*> find_contact(const Draft& draft, ServiceId service,
                                                        ContactId contact);
[[nodiscard]] base::Result<const Operator*> find_operator(const Draft& draft, OperatorId id);
/// notFound also when it is of another service.
[[nodiscard]] base::Result<const Queue*> find_queue(const Draft& draft, ServiceId service,
                                                    QueueId queue);

/// forbidden without the right to have this contact: chat or phone; an unknown operator has none.
[[nodiscard]] base::Status require_right(const Draft& draft, OperatorId id, const Contact& contact);
/// conflict for a call: what is asked is a matter of chats.
[[nodiscard]] base::Status require_chat(const Contact& contact);
/// conflict for a chat.
[[nodiscard]] base::Status require_call(const Contact& contact);
/// conflict.
[[nodiscard]] base::Status require_open(const Contact& contact);
/// conflict.
[[nodiscard]] base::Status require_owner(const Contact& contact, OperatorId id);
/// conflict that names the hindrance.
[[nodiscard]] base::Status require_unhindered(Hindrance hindrance);
/// invalidInput for a number above the last message's.
[[nodiscard]] base::Status require_number(const Contact& contact, int number);

/// The contact of a command of an operator that has the right.
template <class Command>
[[nodiscard]] base::Result<const Contact*> find_for_operator(const Draft& draft,
                                                             const Command& command) {
  MDG_ASSIGN(const Contact* contact, find_contact(draft, command.service, command.contact));
  MDG_TRY(require_right(draft, command.operator_id, *contact));
  return contact;
}

/// The same, of its owner, not ended.
template <class Command>
[[nodiscard]] base::Result<const Contact*> find_for_owner(const Draft& draft,
                                                          const Command& command) {
  MDG_ASSIGN(const Contact* contact, find_for_operator(draft, command));
  MDG_TRY(require_open(*contact));
  MDG_TRY(require_owner(*contact, command.operator_id));
  return contact;
}

}  // namespace madoguchi::desk
