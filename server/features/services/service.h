#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/text.h"
#include "base/time.h"

namespace madoguchi::features {

/// One brand with its own chat, queues, customers and settings.
struct Service {
  base::ServiceId id;
  std::string key;  ///< 12 of a-z0-9; public, in the widget's script and addresses
  std::string name;
  base::Language language = base::Language::kJapanese;  ///< the standard one towards customers
  std::string time_zone;                                ///< IANA name
  bool has_chat = true;
  base::Seconds longest_wrap_up{180};  ///< after a call; 0: no end
};

struct NewService {
  std::string name;
  base::Language language = base::Language::kJapanese;
  std::string time_zone;
};

/// Absent members stay as they are.
struct ServicePatch {
  std::optional<std::string> name;
  std::optional<base::Language> language;
  std::optional<std::string> time_zone;
  std::optional<bool> has_chat;
  std::optional<base::Seconds> longest_wrap_up;
};

struct Queue {
  base::QueueId id;
  std::string name;
  bool is_default = false;
  base::Seconds longest_wait{300};  ///< a call that nobody took so long after it began ends
  base::Seconds ring_time{20};      ///< a call rings so long at one operator
};

}  // namespace madoguchi::features
