#include "features/sign_in/principal.h"

#include <algorithm>

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::ServiceId;
using base::Status;

constexpr base::EnumName<ServiceRole> kServiceRoles[] = {
    {"operator", ServiceRole::kOperator},
    {"supervisor", ServiceRole::kSupervisor},
    {"serviceAdmin", ServiceRole::kServiceAdmin},
};

Status allowed(bool is_allowed) {
  if (is_allowed) return {};
  return base::fail(ErrorCode::kForbidden);
}

}  // namespace

std::span<const base::EnumName<ServiceRole>> service_roles() { return kServiceRoles; }

const ServiceRight* Principal::right_in(ServiceId service) const {
  const auto found = std::ranges::find(services, service, &ServiceRight::service);
  return found == services.end() ? nullptr : &*found;
}

bool Principal::is_service_admin(ServiceId service) const {
  const ServiceRight* right = right_in(service);
  return right != nullptr && right->role == ServiceRole::kServiceAdmin;
}

Status Principal::may_see(ServiceId service) const {
  if (right_in(service) != nullptr) return {};
  return base::fail(ErrorCode::kNotFound);
}

Status Principal::may_chat(ServiceId service) const {
  MDG_TRY(may_see(service));
  return allowed(right_in(service)->can_chat);
}

Status Principal::may_phone(ServiceId service) const {
  MDG_TRY(may_see(service));
  return allowed(right_in(service)->can_phone);
}

Status Principal::may_answer(ServiceId service) const {
  MDG_TRY(may_see(service));
  return allowed(right_in(service)->can_chat || right_in(service)->can_phone);
}

Status Principal::may_supervise(ServiceId service) const {
  MDG_TRY(may_see(service));
  return allowed(right_in(service)->role != ServiceRole::kOperator);
}

Status Principal::may_administer(ServiceId service) const {
  MDG_TRY(may_see(service));
  return allowed(is_service_admin(service));
}

Status Principal::may_administer_organization() const { return allowed(is_organization_admin); }

}  // namespace madoguchi::features
