#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/json_reader.h"
#include "base/text.h"
#include "features/operators/live_states.h"
#include "features/services/service.h"
#include "features/sign_in/principal.h"

namespace madoguchi::features {

/// What an operator chose for the own screens.
struct Preferences {
  enum class Theme { kSystem, kLight, kDark };
  enum class SendWith { kEnter, kCtrlEnter };

  base::Language language = base::Language::kJapanese;
  Theme theme = Theme::kSystem;
  SendWith send_with = SendWith::kEnter;
  bool single_key_shortcuts = true;
  bool sound = true;
  bool browser_notifications = true;
  bool compact_list = false;

  bool operator==(const Preferences&) const = default;
};

/// The shape Preferences of api/openapi.yaml, also kept as text in the database.
[[nodiscard]] boost::json::object preferences_json(const Preferences& preferences);
[[nodiscard]] Preferences read_preferences(base::JsonReader& body);
/// From the database: what is missing there, or no longer known, is as standard, in the language of
/// the operator's first service.
[[nodiscard]] Preferences kept_preferences(const std::string& text, base::Language standard);

/// Absent members stay as they are.
struct MePatch {
  std::optional<std::string> name;
  std::optional<Preferences> preferences;
};

/// The signed-in operator with everything the console starts with.
struct Me {
  struct Part {
    Service service;
    ServiceRight right;
    std::string color;  ///< of the service's chat
  };
  Principal principal;
  std::string email;
  std::string organization_name;
  std::optional<std::string> extension;
  std::vector<Part> services;  ///< by name
  Preferences preferences;
};

[[nodiscard]] boost::json::object me_json(const Me& me, const LiveStates& live, bool is_trial);

}  // namespace madoguchi::features
