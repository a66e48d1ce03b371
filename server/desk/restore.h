#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "desk/state.h"

namespace madoguchi::desk {

struct ServiceSnapshot {
  ServiceId id;
  ServiceSettings settings;
  std::int64_t last_contact_number = 0;  ///< the highest number given, ended contacts included
};

struct OperatorSnapshot {
  OperatorProfile profile;
  ChosenState state = ChosenState::kOffline;
  WorkReasonId work_reason;
  Time state_since;  ///< never chosen: the first value, and then `now` of the restart
  bool takes_phone = true;
  bool takes_chat = false;
  bool do_not_disturb = false;
  Time idle_since;  ///< state_since will do when it was not stored
};

/// A client id of one of the last messages of a contact.
struct RecentMessage {
  std::string client_id;
  int number = 0;
};

struct ContactSnapshot {
  Contact contact;  ///< the stored part; the rest is computed or starts empty
  std::vector<RecentMessage>
      recent;  ///< the last RecentMessages::kKept with a client id, oldest first
};

/// What the database says. Contacts: all that are not ended, and those that ended within
/// kRememberEnded.
struct DeskSnapshot {
  std::vector<ServiceSnapshot> services;
  std::vector<Queue> queues;
  std::vector<OperatorSnapshot> operators;
  std::vector<ContactSnapshot> contacts;
};

/// The desk after a restart. Nobody is connected; owners have owner_offline from `now` to come
/// back, and kLegReturn to a call. internal: the rows contradict each other (an open contact
/// without owner or queue, an unknown operator), with the contact in the detail.
[[nodiscard]] base::Result<DeskState> restore(const DeskSnapshot& snapshot, Time now);

}  // namespace madoguchi::desk
