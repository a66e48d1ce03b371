#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::features {

using AuditEntryId = base::Id<struct AuditEntryTag>;

/// Who does something, and from where.
struct Actor {
  std::optional<base::OperatorId> id;  ///< nothing: the program itself
  std::string name;                    ///< as it was then
  std::string address;                 ///< of the client
};

/// One line of "who did what". Never holds a secret, a password, a token or a message's text.
struct AuditEntry {
  std::optional<base::ServiceId> service;  ///< nothing: a matter of the organization
  Actor actor;
  std::string action;   ///< stable name: "operator.invited"
  std::string subject;  ///< kind:id of what was changed: "operator:123"
  boost::json::object detail;
};

/// An entry as it was kept.
struct AuditRecord {
  AuditEntryId id;
  base::Time at;
  AuditEntry entry;
};

}  // namespace madoguchi::features
