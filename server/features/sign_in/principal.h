#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json_reader.h"
#include "base/result.h"
#include "features/audit/audit.h"

namespace madoguchi::features {

/// What an operator is in one service. Each role may do what the ones after it may.
enum class ServiceRole { kServiceAdmin, kSupervisor, kOperator };

/// serviceAdmin, supervisor, operator: the names in JSON and in the database.
[[nodiscard]] std::span<const base::EnumName<ServiceRole>> service_roles();

/// An operator's rights in one service.
struct ServiceRight {
  base::ServiceId service;
  ServiceRole role = ServiceRole::kOperator;
  bool can_chat = false;
  bool can_phone = false;

  bool operator==(const ServiceRight&) const = default;
};

/// Who asks: the signed-in operator with all rights, as of the request. An organization admin is a
/// service admin in every service, but answers chats and calls only where that right was given. A
/// service in which one has no part does not exist for one: kNotFound, never kForbidden.
struct Principal {
  base::OperatorId id;
  base::SessionId session;
  std::string name;
  bool is_organization_admin = false;
  std::vector<ServiceRight> services;
  std::string address;  ///< of this request's client

  /// Nothing when not a member.
  [[nodiscard]] const ServiceRight* right_in(base::ServiceId service) const;
  [[nodiscard]] bool is_service_admin(base::ServiceId service) const;

  [[nodiscard]] base::Status may_see(base::ServiceId service) const;
  [[nodiscard]] base::Status may_chat(base::ServiceId service) const;
  [[nodiscard]] base::Status may_phone(base::ServiceId service) const;
  /// Chats or calls.
  [[nodiscard]] base::Status may_answer(base::ServiceId service) const;
  [[nodiscard]] base::Status may_supervise(base::ServiceId service) const;
  [[nodiscard]] base::Status may_administer(base::ServiceId service) const;
  [[nodiscard]] base::Status may_administer_organization() const;

  [[nodiscard]] Actor actor() const { return {id, name, address}; }
};

}  // namespace madoguchi::features
