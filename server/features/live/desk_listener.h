#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "desk/effect.h"
#include "features/contacts/contact.h"

namespace madoguchi::features {

/// A contact whose row is new, and who had and has it: both want to see the change.
struct ContactChange {
  base::ServiceId service;
  base::ContactId contact;
  base::ThreadId thread;
  base::OperatorId owner_before;
  base::OperatorId owner;
};

/// Something that an operator should notice at once (docs/events.md, `alert`).
struct Alert {
  std::string_view what;
  base::ServiceId service;
  base::ContactId contact;
  std::int64_t number = 0;
  base::OperatorId for_operator;  ///< zero: everybody of the service who has chats
};

struct OperatorChange {
  base::OperatorId id;
  std::string_view cause;  ///< docs/events.md, `me`
  bool has_new_rights = false;
};

/// Somebody writes, or stopped; neither numbered nor stored.
struct Typing {
  base::ServiceId service;
  base::ContactId contact;
  base::ThreadId thread;
  base::OperatorId operator_id;  ///< zero: the customer
  std::string name;              ///< of the operator
  bool is_note = false;
  bool is_typing = false;
};

/// What one decision changed, after its commit.
struct Committed {
  std::int64_t number = 0;  ///< of the desk
  std::vector<Message> messages;
  std::vector<ContactChange> contacts;
  std::vector<Alert> alerts;
};

/// Somebody who shows what happens. All calls come on the desk's thread.
class DeskListener {
 public:
  virtual ~DeskListener() = default;
  /// In the order of the numbers.
  virtual void on_committed(const Committed& committed) = 0;
  virtual void on_operators_changed(const std::vector<OperatorChange>& changes) = 0;
  virtual void on_presence(base::ServiceId service, base::ContactId contact, bool is_online) = 0;
  virtual void on_typing(const Typing& typing) = 0;
  virtual void on_queue_moved(base::QueueId queue) = 0;
  virtual void on_service_online(base::ServiceId service, bool is_online) = 0;
  /// Everything may be different: the desk was loaded anew after the database had failed.
  virtual void on_reloaded() = 0;
  /// Called at most 4 times a second while something is going on: the moment for what is coalesced.
  virtual void on_flush() = 0;
  /// Every 15 s.
  virtual void on_heartbeat() = 0;
};

}  // namespace madoguchi::features
