#include "features/operators/operator_presenter.h"

#include <utility>

#include "base/json.h"

namespace madoguchi::features {
namespace {

boost::json::object right_json(const ServiceRight& right) {
  return {{"serviceId", base::json_id(right.service)},
          {"role", base::enum_name(right.role, service_roles())},
          {"canChat", right.can_chat},
          {"canPhone", right.can_phone}};
}

}  // namespace

boost::json::object operator_json(const Operator& who, const LiveStates& live) {
  boost::json::array rights;
  for (const ServiceRight& right : who.services) rights.push_back(right_json(right));
  return {
      {"id", base::json_id(who.id)},
      {"name", who.name},
      {"email", who.email},
      {"extension", base::json_or_null(who.extension)},
      {"isOrganizationAdmin", who.is_organization_admin},
      {"isDisabled", who.is_disabled},
      {"isInvited", who.is_invited},
      {"chatCapacity", who.chat_capacity},
      {"services", std::move(rights)},
      {"state", live.operator_state(who.id)},
  };
}

boost::json::object invited_operator_json(const InvitedOperator& invited,
                                          const std::string& own_origin, const LiveStates& live) {
  return {
      {"operator", operator_json(invited.who, live)},
      {"invitationUrl", own_origin + "/invitation/" + invited.token},
      {"expiresAt", base::json_time(invited.expires_at)},
  };
}

}  // namespace madoguchi::features
