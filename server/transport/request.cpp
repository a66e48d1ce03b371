#include "transport/request.h"

#include "transport/target.h"

namespace madoguchi::transport {

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

std::string_view Request::cookie(std::string_view wanted) const {
  for (const auto& [name, value] : headers) {
    if (name != "cookie") continue;
    if (const auto found = find_cookie(value, wanted)) return *found;
  }
  return {};
}

std::string_view Request::path_parameter(std::string_view wanted) const {
  for (const auto& [name, value] : path_parameters) {
    if (name == wanted) return value;
  }
  return {};
}

std::optional<std::string> Request::query_parameter(std::string_view name) const {
  return find_query_parameter(query, name);
}

}  // namespace madoguchi::transport
