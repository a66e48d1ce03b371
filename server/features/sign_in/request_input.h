#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "base/json_reader.h"
#include "transport/router.h"

namespace madoguchi::features {

using ResponseAwaitable = boost::asio::awaitable<base::Result<transport::Response>>;

/// A route's handler out of a coroutine and what it needs (references, copied into each call).
template <class Parts>
[[nodiscard]] transport::Handler handler_of(ResponseAwaitable (*coroutine)(Parts,
                                                                           transport::Request),
                                            Parts parts) {
  return [coroutine, parts](transport::Request request) {
    return coroutine(parts, std::move(request));
  };
}

/// kNotFound for what cannot be an id.
template <class IdType>
[[nodiscard]] base::Result<IdType> path_id(const transport::Request& request,
                                           std::string_view name) {
  return base::read_path_id<IdType>(request.path_parameter(name));
}

[[nodiscard]] inline base::Result<int> query_limit(const transport::Request& request, int standard,
                                                   int max) {
  return base::read_limit(request.query_parameter("limit"), standard, max);
}

template <class IdType>
[[nodiscard]] base::Result<std::optional<IdType>> query_before(const transport::Request& request) {
  return base::read_before<IdType>(request.query_parameter("before"));
}

}  // namespace madoguchi::features
