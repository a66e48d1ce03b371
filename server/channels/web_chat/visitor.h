#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::channels {

/// A browser that began a chat. Knows itself by a cookie; keeps one thread for life.
struct Visitor {
  base::ServiceId service;
  base::VisitorId id;
  base::CustomerId customer;
  base::ThreadId thread;
  std::string language;
  std::optional<base::Time> consent_at;
};

/// What the browser tells about itself when it starts or moves.
struct VisitDetails {
  std::string language;
  std::string page_url;
  std::string page_title;
  std::string device;
  std::string address;
};

/// Browser and system in the words people use: "Safari / iPhone". From the User-Agent header; ""
/// when it says nothing known.
[[nodiscard]] std::string device_name(std::string_view user_agent);

}  // namespace madoguchi::channels
