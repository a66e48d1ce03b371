#pragma once

#include <string>
#include <string_view>

#include "transport/response.h"

namespace madoguchi::transport {

/// The bytes of the body, whichever of the three ways the response carries it.
[[nodiscard]] std::string_view body_of(const Response& response);

/// The same, as far as the status lets it follow: nothing after 204 and 304.
[[nodiscard]] std::string_view sent_body_of(const Response& response);

/// The Content-Length: of those bytes, or of the source in their place.
[[nodiscard]] std::uint64_t length_of(const Response& response);

/// False when a header's name is no token or its value holds control characters: sending it would
/// split the response (RFC 9110 section 5.5).
[[nodiscard]] bool has_sound_headers(const Response& response);

/// The headers that every response carries; what the handler set itself stays.
void add_common_headers(Response& response, std::string_view request_id);

enum class Persistence { kKeepAlive, kClose };

/// Status line and headers up to the empty line (RFC 9112 section 4), with Date, Content-Length and
/// Connection.
[[nodiscard]] std::string response_head(const Response& response, Persistence persistence);

}  // namespace madoguchi::transport
