#pragma once

#include <string>
#include <string_view>

#include "transport/http.h"

namespace madoguchi::transport {

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
