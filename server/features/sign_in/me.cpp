#include "features/sign_in/me.h"

#include <boost/json/array.hpp>

#include "base/json.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using Theme = Preferences::Theme;
using SendWith = Preferences::SendWith;

constexpr base::EnumName<Theme> kThemes[] = {
    {"system", Theme::kSystem}, {"light", Theme::kLight}, {"dark", Theme::kDark}};
constexpr base::EnumName<SendWith> kSendWith[] = {{"enter", SendWith::kEnter},
                                                  {"ctrlEnter", SendWith::kCtrlEnter}};

boost::json::object part_json(const Me::Part& part) {
  return {
      {"id", base::json_id(part.service.id)},
      {"key", part.service.key},
      {"name", part.service.name},
      {"role", base::enum_name(part.right.role, service_roles())},
      {"canChat", part.right.can_chat},
      {"canPhone", part.right.can_phone},
      {"color", part.color},
      {"language", base::language_name(part.service.language)},
      {"timeZone", part.service.time_zone},
  };
}

}  // namespace

boost::json::object preferences_json(const Preferences& preferences) {
  return {
      {"language", base::language_name(preferences.language)},
      {"theme", base::enum_name<Theme>(preferences.theme, kThemes)},
      {"sendWith", base::enum_name<SendWith>(preferences.send_with, kSendWith)},
      {"singleKeyShortcuts", preferences.single_key_shortcuts},
      {"sound", preferences.sound},
      {"browserNotifications", preferences.browser_notifications},
      {"compactList", preferences.compact_list},
  };
}

Preferences read_preferences(JsonReader& body) {
  return {
      .language = body.language("language"),
      .theme = body.enumeration<Theme>("theme", kThemes),
      .send_with = body.enumeration<SendWith>("sendWith", kSendWith),
      .single_key_shortcuts = body.boolean("singleKeyShortcuts"),
      .sound = body.boolean("sound"),
      .browser_notifications = body.boolean("browserNotifications"),
      .compact_list = body.boolean("compactList"),
  };
}

Preferences kept_preferences(const std::string& text, base::Language standard) {
  Preferences kept;
  kept.language = standard;
  auto body = JsonReader::parse(text);
  if (!body) return kept;
  kept.language = body->optional_language("language").value_or(kept.language);
  kept.theme = body->optional_enumeration<Theme>("theme", kThemes).value_or(kept.theme);
  kept.send_with =
      body->optional_enumeration<SendWith>("sendWith", kSendWith).value_or(kept.send_with);
  kept.single_key_shortcuts =
      body->optional_boolean("singleKeyShortcuts").value_or(kept.single_key_shortcuts);
  kept.sound = body->optional_boolean("sound").value_or(kept.sound);
  kept.browser_notifications =
      body->optional_boolean("browserNotifications").value_or(kept.browser_notifications);
  kept.compact_list = body->optional_boolean("compactList").value_or(kept.compact_list);
  return kept;
}

boost::json::object me_json(const Me& me, const LiveStates& live, bool is_trial) {
  boost::json::array services;
  for (const Me::Part& part : me.services) services.push_back(part_json(part));
  return {
      {"id", base::json_id(me.principal.id)},
      {"name", me.principal.name},
      {"email", me.email},
      {"extension", base::json_or_null(me.extension)},
      {"organizationName", me.organization_name},
      {"isOrganizationAdmin", me.principal.is_organization_admin},
      {"services", std::move(services)},
      {"state", live.operator_state(me.principal.id)},
      {"preferences", preferences_json(me.preferences)},
      {"sessionId", base::json_id(me.principal.session)},
      {"isTrial", is_trial},
  };
}

}  // namespace madoguchi::features
