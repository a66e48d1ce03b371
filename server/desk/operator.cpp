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

Hindrance chat_hindrance(const Operator& who, ServiceId service) {
  if (!can_chat(*who.profile, service)) return Hindrance::kNoRight;
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
