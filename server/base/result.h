#pragma once

#include <utility>

#include <tl/expected.hpp>

#include "base/error.h"

namespace madoguchi::base {

/// A value, or the Error that stands in its place. Request paths and parsers return it and never
/// throw: a throw costs some hundred times a value, and strangers choose the input.
template <class T>
using Result = tl::expected<T, Error>;

using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string detail = {}) {
  return fail(make_error(code, std::move(detail)));
}

}  // namespace madoguchi::base

/// Leaves the function with the error of `expression`, or goes on. MDG_CO_TRY is the same inside a
/// coroutine.
#define MDG_TRY(expression)                                          \
  do {                                                               \
    if (auto mdg_status = (expression); !mdg_status)                 \
      return ::madoguchi::base::fail(std::move(mdg_status).error()); \
  } while (false)
#define MDG_CO_TRY(expression)                                          \
  do {                                                                  \
    if (auto mdg_status = (expression); !mdg_status)                    \
      co_return ::madoguchi::base::fail(std::move(mdg_status).error()); \
  } while (false)

#define MDG_CONCAT_INNER(a, b) a##b
#define MDG_CONCAT(a, b) MDG_CONCAT_INNER(a, b)
/// `MDG_ASSIGN(auto name, expression);` binds the value of `expression`, or leaves the function
/// with its error.
#define MDG_ASSIGN(declaration, expression)                                               \
  auto MDG_CONCAT(mdg_result_, __LINE__) = (expression);                                  \
  if (!MDG_CONCAT(mdg_result_, __LINE__))                                                 \
    return ::madoguchi::base::fail(std::move(MDG_CONCAT(mdg_result_, __LINE__)).error()); \
  declaration = *std::move(MDG_CONCAT(mdg_result_, __LINE__))
#define MDG_CO_ASSIGN(declaration, expression)                                               \
  auto MDG_CONCAT(mdg_result_, __LINE__) = (expression);                                     \
  if (!MDG_CONCAT(mdg_result_, __LINE__))                                                    \
    co_return ::madoguchi::base::fail(std::move(MDG_CONCAT(mdg_result_, __LINE__)).error()); \
  declaration = *std::move(MDG_CONCAT(mdg_result_, __LINE__))

// g++ 12 moves a closure or an aggregate that is made inside a co_await expression bit by bit,
// which breaks short strings in it. So these two make the awaitable in a statement of its own;
// scripts/check_coroutines.py refuses such temporaries beside co_await.

/// `MDG_AWAIT(auto name, call);` awaits the call and binds its value, or leaves the coroutine with
/// its error.
#define MDG_AWAIT(declaration, ...)                                                                \
  auto MDG_CONCAT(mdg_pending_, __LINE__) = (__VA_ARGS__);                                         \
  auto MDG_CONCAT(mdg_result_, __LINE__) = co_await std::move(MDG_CONCAT(mdg_pending_, __LINE__)); \
  if (!MDG_CONCAT(mdg_result_, __LINE__))                                                          \
    co_return ::madoguchi::base::fail(std::move(MDG_CONCAT(mdg_result_, __LINE__)).error());       \
  declaration = *std::move(MDG_CONCAT(mdg_result_, __LINE__))
/// Awaits the call, and leaves the coroutine with its error or goes on.
#define MDG_AWAIT_TRY(...)                                              \
  do {                                                                  \
    auto mdg_pending = (__VA_ARGS__);                                   \
    if (auto mdg_status = co_await std::move(mdg_pending); !mdg_status) \
      co_return ::madoguchi::base::fail(std::move(mdg_status).error()); \
  } while (false)
