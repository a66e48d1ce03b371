#pragma once

#include <optional>
#include <string>

#include "base/id.h"

namespace madoguchi::channels {

/// Who calls from a browser, and where the call goes: a visitor of a page, or somebody with a
/// telephone on the screen who has a number and dials one.
struct WebCaller {
  std::string key;  ///< who may have one call at a time
  base::ServiceId service;
  base::QueueId queue;
  std::optional<base::ThreadId> visitor_thread;  ///< of the visitor's chat
  // Without a visitor:
  std::string from;
  std::string to;
  std::string trunk;
};

/// The page of a visitor as what was called: without scheme and query, at most 64 characters.
[[nodiscard]] std::string called_page(const std::string& url);

}  // namespace madoguchi::channels
