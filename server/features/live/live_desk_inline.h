#pragma once

#include <optional>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace madoguchi::features {

// g++ 12 copies a closure that is made inside a co_await expression bit by bit into the frame of a
// coroutine that takes it by value. So what callers hand a closure to is a plain function, which
// moves it to the heap before the coroutine begins.

template <class F>
auto LiveDesk::ask(F question) -> boost::asio::awaitable<base::Result<std::invoke_result_t<F&>>> {
  using Answer = base::Result<std::invoke_result_t<F&>>;
  return answer_of<Answer>(std::make_shared<F>(std::move(question)));
}

template <class Answer, class F>
auto LiveDesk::answer_of(std::shared_ptr<F> question) -> boost::asio::awaitable<Answer> {
  namespace asio = boost::asio;
  auto answer = std::make_shared<std::optional<Answer>>();
  auto initiate = [this, answer, question](auto handler) {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [held, executor] { asio::post(executor, [held] { (*held)(); }); };
    const bool is_taken = post([answer, resume, question] {
      answer->emplace((*question)());
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
