#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <utility>

namespace madoguchi::features {

template <class F>
auto LiveDesk::ask(F question) -> boost::asio::awaitable<base::Result<std::invoke_result_t<F&>>> {
  namespace asio = boost::asio;
  using Answer = base::Result<std::invoke_result_t<F&>>;
  auto answer = std::make_shared<std::optional<Answer>>();
  auto initiate = [this, answer, question = std::move(question)](auto handler) mutable {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [held, executor] { asio::post(executor, [held] { (*held)(); }); };
    const bool is_taken = post([answer, resume, question = std::move(question)]() mutable {
      answer->emplace(question());
      resume();
    });
    if (is_taken) return;
    answer->emplace(base::fail(base::ErrorCode::kTryLater, "the desk is full"));
    resume();
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiate),
                                                                       asio::use_awaitable);
  co_return std::move(**answer);
}

}  // namespace madoguchi::features
