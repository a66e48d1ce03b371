#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/sign_in/principal.h"

namespace madoguchi::features {

inline constexpr int kMaxChatCapacity = 50;
/// Digits of an extension.
inline constexpr std::size_t kMinExtension = 2;
inline constexpr std::size_t kMaxExtension = 8;

/// A person who answers, with the rights as they were given (an organization admin's part in every
/// service is not spelled out here).
struct Operator {
  base::OperatorId id;
  std::string name;
  std::string email;
  bool is_organization_admin = false;
  bool is_disabled = false;
  bool is_invited = false;  ///< has not chosen a password yet
  int chat_capacity = 0;
  std::vector<ServiceRight> services;
  std::optional<std::string> extension;  ///< unique; none: no phone
};

struct NewOperator {
  std::string name;
  std::string email;
  bool is_organization_admin = false;
  int chat_capacity = 0;
  std::vector<ServiceRight> services;
  std::optional<std::string> extension;
};

/// Absent members stay as they are.
struct OperatorPatch {
  std::optional<std::string> name;
  std::optional<bool> is_organization_admin;
  std::optional<bool> is_disabled;
  std::optional<int> chat_capacity;
  std::optional<std::vector<ServiceRight>> services;
  std::optional<std::optional<std::string>> extension;  ///< of it none: taken away
};

/// An invitation as it is shown once; the database has the token's hash only.
struct InvitedOperator {
  Operator who;
  std::string token;
  base::Time expires_at;
};

/// What the desk has to know of an operator.
struct OperatorForDesk {
  base::OperatorId id;
  std::string name;
  bool is_disabled = false;
  int chat_capacity = 0;
  std::vector<ServiceRight> services;
  std::string extension;  ///< empty: no phone
  bool is_organization_admin = false;
};

/// Told after the commit of what changed an operator; calls about one operator come one after the
/// other and the last one is the newest. On whichever thread: hand over and return.
struct OperatorsListener {
  virtual ~OperatorsListener() = default;
  virtual void operator_changed(const OperatorForDesk& changed) = 0;
};

}  // namespace madoguchi::features
