#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json_reader.h"
#include "base/text.h"
#include "base/time.h"
#include "features/services/service_for_desk.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// How a service's chat looks, greets and times. Texts may be empty: then that of the service's
/// standard language stands.
struct ChatSettings {
  base::Text3 title;
  std::string color;  ///< "#rrggbb", at least 4.5 to 1 against white
  base::Text3 hours_text;
  base::Text3 greeting;
  bool consent_required = true;
  base::Text3 consent_text;
  std::string consent_url;
  base::Text3 offline_text;
  std::string inquiry_url;
  base::Text3 end_text;
  std::vector<std::string> origins;  ///< sites that may embed the widget, as browsers write them
  ChatTimers timers;
  std::optional<base::QueueId>
      web_call_queue;  ///< of the widget's calls; none: it has no telephone

  /// Whether a page of this site may embed the widget.
  [[nodiscard]] bool allows(std::string_view origin) const;
};

/// What a new service starts with.
[[nodiscard]] ChatSettings standard_chat_settings(const std::string& service_name);

/// Reads and checks the shape ChatSettings of api/openapi.yaml; errors are left in the reader. A
/// text may be empty only where the one of `standard` (the service's language) is not, or all are.
[[nodiscard]] ChatSettings read_chat_settings(base::JsonReader& body, base::Language standard);
[[nodiscard]] boost::json::object chat_settings_json(const ChatSettings& settings);

/// For whoever reads a service as a whole, inside that transaction.
[[nodiscard]] base::Result<ChatSettings> load_chat_settings(storage::Connection& db,
                                                            base::ServiceId service);

}  // namespace madoguchi::features
