#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/result.h"
#include "base/worker_pool.h"

namespace madoguchi::base {

namespace detail {

template <class F>
struct PoolWork {
  F work;
  std::optional<std::invoke_result_t<F&>> outcome;
};

template <class F>
std::invoke_result_t<F&> outcome_of(F& work) {
  try {
    return work();
  } catch (const std::exception& exception) {
    return fail(ErrorCode::kInternal, std::string("exception: ") + exception.what());
  } catch (...) {
    return fail(ErrorCode::kInternal, "exception");
  }
}

template <class F>
auto run_shared_on_pool(WorkerPool& pool, std::shared_ptr<PoolWork<F>> shared)
    -> boost::asio::awaitable<std::invoke_result_t<F&>> {
  namespace asio = boost::asio;
  auto initiate = [&pool, shared](auto handler) {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [held, executor] { asio::post(executor, [held] { (*held)(); }); };
    const bool is_accepted = pool.submit([shared, resume] {
      shared->outcome.emplace(outcome_of(shared->work));
      resume();
    });
    if (is_accepted) return;
    shared->outcome.emplace(fail(ErrorCode::kTryLater, "the worker pool is full"));
    resume();
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiate),
                                                                       asio::use_awaitable);
  co_return std::move(*shared->outcome);
}

}  // namespace detail

/// Runs `work` (() -> Result<T>) on the pool and resumes on the caller's executor; kTryLater when
/// the pool is full, kInternal when the work throws. A plain function: g++ 12 copies a closure that
/// is made inside a co_await expression bit by bit into the frame of a coroutine that takes it by
/// value.
template <class F>
auto run_on_pool(WorkerPool& pool, F work) -> boost::asio::awaitable<std::invoke_result_t<F&>> {
  using Work = detail::PoolWork<F>;
  return detail::run_shared_on_pool(pool, std::make_shared<Work>(Work{std::move(work), {}}));
}

}  // namespace madoguchi::base
