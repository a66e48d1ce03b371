#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "transport/headers.h"

namespace madoguchi::transport {

enum class Method { kGet, kPost, kPut, kPatch, kDelete };

/// One request, read whole. Owned by the handler's coroutine (handlers take it by value).
struct Request {
  Method method = Method::kGet;
  std::string path;   ///< without the query, percent-decoded, valid UTF-8
  std::string query;  ///< raw, without '?'
  Headers headers;    ///< names in lower case, in order
  std::vector<std::pair<std::string, std::string>> path_parameters;  ///< "serviceId" -> "123"
  std::string body;
  std::string peer;        ///< address of the client (behind a trusted proxy, what the proxy says)
  bool is_secure = false;  ///< TLS here or at a trusted proxy
  std::string id;          ///< made here; goes into logs and problem documents

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  [[nodiscard]] std::string_view path_parameter(std::string_view name) const;
  /// Decoded; nothing when absent or not valid UTF-8.
  [[nodiscard]] std::optional<std::string> query_parameter(std::string_view name) const;
};

}  // namespace madoguchi::transport
