#pragma once

#include <string>
#include <string_view>

#include "transport/request.h"

namespace madoguchi::channels {

/// The visitor's token from the request's cookie; empty without one.
[[nodiscard]] std::string visitor_token(const transport::Request& request);

/// Set-Cookie for the widget's frame, which stands in pages of other sites: Secure, SameSite=None
/// and Partitioned (CHIPS), so that browsers that block third-party cookies keep it; HttpOnly, so
/// that no script reads it; only for this service's addresses.
[[nodiscard]] std::string visitor_cookie(std::string_view service_key, std::string_view token);

}  // namespace madoguchi::channels
