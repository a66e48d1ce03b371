#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "transport/headers.h"

namespace madoguchi::transport {

class BodySource;

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  /// A large or shared body in place of `body`, sent without a copy (embedded assets, cached
  /// pages).
  std::shared_ptr<const std::string> shared_body;
  std::string_view static_body;  ///< the same for memory that outlives the process' connections
  /// In place of them: read while it is sent (file_body.h).
  std::shared_ptr<BodySource> source;

  /// Adds one more; a name may stand several times (Set-Cookie). Control characters in it make the
  /// listener answer 500.
  Response& with_header(std::string name, std::string value);
};

[[nodiscard]] Response json_response(std::string json, int status = 200);
[[nodiscard]] Response no_content();

}  // namespace madoguchi::transport
