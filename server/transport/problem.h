#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "transport/response.h"

namespace madoguchi::transport {

/// RFC 9457 problem document of an error: {type, title, status, code, field?, expected?, detail?,
/// requestId, retryAfterSeconds?}.
[[nodiscard]] Response problem_response(const base::Error& error, std::string_view request_id);

/// A failure of HTTP itself, for which the table of error codes has no row (400, 408, 417, 426,
/// 431): a problem document with the code "invalidInput".
struct ProtocolError {
  int status = 400;
  std::string title;
  std::string field;
  std::string expected;
};

[[nodiscard]] Response problem_response(const ProtocolError& error, std::string_view request_id);

}  // namespace madoguchi::transport
