#pragma once

#include <optional>

#include "desk/contact_due.h"
#include "desk/state.h"

namespace madoguchi::desk {

// Keeping the derived parts of DeskState true. Whoever changes a contact or an operator does it
// through change_contact() and change_operator(); the indexes follow from what is different
// afterwards.

/// What the indexes hold because of a contact.
struct ContactKeys {
  std::optional<WaitingKey> waiting;
  OperatorId owner;
  Medium medium = Medium::kChat;
  bool takes_capacity = false;
};
[[nodiscard]] ContactKeys keys_of(const Contact& contact);

/// What the indexes hold because of an operator.
struct OperatorKeys {
  std::shared_ptr<const OperatorProfile> profile;
  bool takes_chats = false;  ///< able, in the services where the right is
  Time idle_since;
  bool takes_calls = false;  ///< the same for calls
  Time phone_idle_since;
  bool is_online = false;
  std::optional<Time> away_since;
  std::optional<Time> wrap_up_until;
};
[[nodiscard]] OperatorKeys keys_of(const Operator& who);

/// Brings the indexes from `before` to what the contact / operator is now. An owner's idle time
/// begins at `at` when a chat comes or leaves.
void follow_contact(DeskState& state, Contact& contact, const ContactKeys& before, Time at);
void follow_operator(DeskState& state, Operator& who, const OperatorKeys& before, Time at);

/// Its deadline is computed anew; for a contact of which nothing else changed.
void refresh_due(DeskState& state, ContactId id);

template <class Change>
void change_contact(DeskState& state, ContactId id, Time at, const Change& change) {
  Contact* contact = state.contacts.edit(id);
  if (contact == nullptr) return;
  const ContactKeys before = keys_of(*contact);
  change(*contact);
  follow_contact(state, *contact, before, at);
}

template <class Change>
void change_operator(DeskState& state, OperatorId id, Time at, const Change& change) {
  Operator* who = state.operators.edit(id);
  if (who == nullptr) return;
  const OperatorKeys before = keys_of(*who);
  change(*who);
  follow_operator(state, *who, before, at);
}

}  // namespace madoguchi::desk
