#include "desk/operator.h"

#include <algorithm>

namespace madoguchi::desk {

OperatorProfile normalized(OperatorProfile profile) {
  std::ranges::sort(profile.queues);
  const auto same_queues = std::ranges::unique(profile.queues);
  profile.queues.erase(same_queues.begin(), same_queues.end());
  std::ranges::stable_sort(profile.services, {}, &ServiceRights::service);
  const auto same_services = std::ranges::unique(profile.services, {}, &ServiceRights::service);
  profile.services.erase(same_services.begin(), same_services.end());
  return profile;
}

bool can_chat(const OperatorProfile& profile, ServiceId service) {
  return std::ranges::any_of(profile.services, [&](const ServiceRights& rights) {
    return rights.service == service && rights.can_chat;
  });
}

bool can_phone(const OperatorProfile& profile, ServiceId service) {
  return std::ranges::any_of(profile.services, [&](const ServiceRights& rights) {
    return rights.service == service && rights.can_phone;
  });
}

bool can_have(const OperatorProfile& profile, ServiceId service, Medium medium) {
  return medium == Medium::kCall ? can_phone(profile, service) : can_chat(profile, service);
}

Hindrance call_hindrance(const Operator& who, ServiceId service) {
  return can_phone(*who.profile, service) ? call_hindrance(who) : Hindrance::kNoRight;
}

Hindrance call_hindrance(const Operator& who) {
  if (who.state != ChosenState::kReady) return Hindrance::kNotReady;
  if (who.do_not_disturb) return Hindrance::kDoNotDisturb;
  if (!who.is_phone_connected) return Hindrance::kNoPhone;
  if (!who.takes_phone) return Hindrance::kPhoneOff;
  if (who.call) return Hindrance::kInCall;
  return who.wrap_up ? Hindrance::kWrapUp : Hindrance::kNone;
}

Hindrance dial_hindrance(const Operator& who, ServiceId service) {
  if (!can_phone(*who.profile, service)) return Hindrance::kNoRight;
  if (who.state == ChosenState::kOffline) return Hindrance::kOffline;
  if (who.state == ChosenState::kBreak) return Hindrance::kNotReady;
  if (!who.is_phone_connected) return Hindrance::kNoPhone;
  if (!who.takes_phone) return Hindrance::kPhoneOff;
  return who.call ? Hindrance::kInCall : Hindrance::kNone;
}

Hindrance chat_hindrance(const Operator& who, ServiceId service) {
  return can_chat(*who.profile, service) ? chat_hindrance(who) : Hindrance::kNoRight;
}

Hindrance chat_hindrance(const Operator& who) {
  if (is_away(who)) return Hindrance::kOffline;
  if (who.state != ChosenState::kReady) return Hindrance::kNotReady;
  if (!who.takes_chat) return Hindrance::kChatOff;
  if (who.do_not_disturb) return Hindrance::kDoNotDisturb;
  return is_full(who) ? Hindrance::kFull : Hindrance::kNone;
}

Hindrance take_hindrance(const Operator& who, ServiceId service) {
  if (!can_chat(*who.profile, service)) return Hindrance::kNoRight;
  if (is_away(who)) return Hindrance::kOffline;
  if (!who.takes_chat) return Hindrance::kChatOff;
  return is_full(who) ? Hindrance::kFull : Hindrance::kNone;
}

}  // namespace madoguchi::desk
