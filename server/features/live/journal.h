#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/contact.h"
#include "desk/types.h"
#include "features/contacts/contact.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// One contact after a decision: the whole live row, and what the desk itself does not keep.
struct ContactRow {
  desk::Contact contact;
  bool is_new = false;
  std::optional<std::string> last_message;  ///< start of the newest message that is not a note
  std::optional<base::Time> last_message_at;
  /// Ended by this decision: who had it, which the row keeps; zero: it was queued.
  std::optional<base::OperatorId> last_owner;
};

/// One call after a decision.
struct CallRow {
  base::ServiceId service;
  base::ContactId contact;
  desk::Call call;
  base::Time arrived_at;
  bool is_new = false;
};

/// How long the operator of a call took to write down what it was about.
struct WrapUpRow {
  base::ServiceId service;
  base::ContactId contact;
  base::Milliseconds duration{0};
};

/// What an operator chose, after a decision.
struct OperatorStateRow {
  base::OperatorId id;
  desk::ChosenState state = desk::ChosenState::kOffline;
  base::WorkReasonId work_reason;
  base::Time since;
  bool takes_phone = false;
  bool takes_chat = false;
  bool do_not_disturb = false;
  base::Time idle_since;
  bool is_connected = false;
  std::int64_t change_id = 0;
  std::string cause;
  base::Time at;
};

/// All that one decision writes, in one transaction.
struct JournalEntry {
  /// Of the desk. Zero without contacts: a number that no row keeps would be given again after a
  /// restart. Messages and calls never come without their contact.
  std::int64_t number = 0;
  std::vector<ContactRow> contacts;
  std::vector<CallRow> calls;
  std::vector<Message> messages;
  std::vector<OperatorStateRow> operators;
  std::vector<WrapUpRow> wrap_ups;

  [[nodiscard]] bool empty() const {
    return contacts.empty() && messages.empty() && operators.empty() && wrap_ups.empty();
  }
};

/// Writes what the desk decided. Called on the writer thread; may run twice for one entry (see
/// Database::submit).
namespace journal {

[[nodiscard]] base::Status write(storage::Connection& db, const JournalEntry& entry);

}  // namespace journal
}  // namespace madoguchi::features
