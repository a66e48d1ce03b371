#pragma once

#include <string>

namespace madoguchi::transport {

/// 16 hexadecimal digits, random. Names a request in the log and in problem documents; it is no
/// secret.
[[nodiscard]] std::string make_request_id();

}  // namespace madoguchi::transport
