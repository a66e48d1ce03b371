#include "features/operators/operator_rules.h"

#include <algorithm>

#include <fmt/format.h>

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::Status;

bool has_service(const std::vector<ServiceRight>& rights, base::ServiceId service) {
  return std::ranges::find(rights, service, &ServiceRight::service) != rights.end();
}

/// Rights can only be given in services that one administers.
Status may_give(const Principal& me, const std::vector<ServiceRight>& rights) {
  for (std::size_t n = 0; n < rights.size(); ++n) {
    if (me.is_service_admin(rights[n].service)) continue;
    return base::fail(base::invalid_input(fmt::format("services[{}].serviceId", n),
                                          "a service that you administer"));
  }
  return {};
}

}  // namespace

bool is_seen_by(const Principal& me, const Operator& who) {
  if (me.is_organization_admin) return true;
  return std::ranges::any_of(
      who.services, [&](const ServiceRight& right) { return me.is_service_admin(right.service); });
}

Status may_manage_operators(const Principal& me) {
  const bool administers = std::ranges::any_of(
      me.services, [&](const ServiceRight& right) { return me.is_service_admin(right.service); });
  if (me.is_organization_admin || administers) return {};
  return base::fail(ErrorCode::kForbidden);
}

Status may_manage_wholly(const Principal& me, const Operator& who) {
  if (me.is_organization_admin) return {};
  const bool all_mine = std::ranges::all_of(
      who.services, [&](const ServiceRight& right) { return me.is_service_admin(right.service); });
  if (all_mine && !who.is_organization_admin) return {};
  return base::fail(ErrorCode::kForbidden, "the operator also belongs to others");
}

Status may_update(const Principal& me, const Operator& who, const OperatorPatch& patch) {
  if (patch.is_organization_admin) MDG_TRY(me.may_administer_organization());
  const bool is_about_account =
      patch.name || patch.is_disabled || patch.chat_capacity || patch.extension;
  if (is_about_account) MDG_TRY(may_manage_wholly(me, who));
  if (patch.services) MDG_TRY(may_give(me, *patch.services));
  return {};
}

Status may_invite(const Principal& me, const NewOperator& fresh) {
  if (fresh.is_organization_admin) MDG_TRY(me.may_administer_organization());
  MDG_TRY(may_give(me, fresh.services));
  if (!fresh.services.empty() || me.is_organization_admin) return {};
  return base::fail(base::invalid_input("services", "at least one service that you administer"));
}

Operator view_of(const Principal& me, Operator who) {
  if (me.is_organization_admin) return who;
  std::erase_if(who.services,
                [&](const ServiceRight& right) { return !me.is_service_admin(right.service); });
  return who;
}

RightChanges right_changes(const Principal& me, const std::vector<ServiceRight>& before,
                           const std::vector<ServiceRight>& after) {
  RightChanges changes;
  for (const ServiceRight& right : after) {
    if (std::ranges::find(before, right) == before.end()) changes.set.push_back(right);
  }
  for (const ServiceRight& right : before) {
    const bool is_mine = me.is_service_admin(right.service);
    if (is_mine && !has_service(after, right.service)) changes.removed.push_back(right.service);
  }
  return changes;
}

}  // namespace madoguchi::features
