#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "base/result.h"
#include "base/worker_pool.h"

namespace madoguchi::base {

/// Runs `work` (() -> Result<T>) on the pool and resumes on the caller's executor; kTryLater when the pool is full.
template <class F>
auto run_on_pool(WorkerPool& pool, F work)
    -> boost::asio::awaitable<std::invoke_result_t<F&>> {
  namespace asio = boost::asio;
  using Outcome = std::invoke_result_t<F&>;
  struct Shared {
    F work;
    std::optional<Outcome> outcome;
  };
  auto shared = std::make_shared<Shared>(Shared{std::move(work), {}});
  auto initiate = [&pool, shared](auto handler) {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [held, executor] { asio::post(executor, [held] { (*held)(); }); };
    const bool accepted = pool.submit([shared, resume] {
      shared->outcome.emplace(shared->work());
      resume();
    });
    if (accepted) return;
    shared->outcome.emplace(fail(ErrorCode::kTryLater, "the worker pool is full"));
    resume();
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiate),
                                                                       asio::use_awaitable);
  co_return std::move(*shared->outcome);
}

}  // namespace madoguchi::base
