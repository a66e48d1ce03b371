#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "features/live/live_desk.h"

namespace madoguchi::features {

// The desk for coroutines on other threads; they resume on their own executor.
//
// g++ 12 copies a closure that is made inside a co_await expression bit by bit into the frame of a
// coroutine that takes it by value. So what callers hand a closure to is a plain function, which
// moves it to the heap before the coroutine begins.

/// Answers after the commit. kTryLater when the desk or the writer has too much to do,
/// kUnavailable while the database is away; else what decide() refused.
[[nodiscard]] boost::asio::awaitable<base::Result<Outcome>> run(LiveDesk& desk,
                                                                desk::Command command,
                                                                std::vector<File> files = {});

/// Answers as soon as it is decided and carried out, before the commit: for what a caller hears.
/// Errors as above.
[[nodiscard]] boost::asio::awaitable<base::Status> run_live(LiveDesk& desk, desk::Command command);

/// The message that `outcome` is about: the new one, or the row of one that had been sent before.
[[nodiscard]] boost::asio::awaitable<base::Result<Message>> message_of(storage::Database& db,
                                                                       base::ServiceId service,
                                                                       Outcome outcome);

template <class Answer, class F>
auto answer_of(LiveDesk& desk, std::shared_ptr<F> question) -> boost::asio::awaitable<Answer> {
  namespace asio = boost::asio;
  auto answer = std::make_shared<std::optional<Answer>>();
  auto initiate = [&desk, answer, question](auto handler) {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [held, executor] { asio::post(executor, [held] { (*held)(); }); };
    const bool is_taken = desk.post([answer, resume, question] {
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

/// Runs `question` on the desk's thread and resumes with its value; kTryLater when the desk is
/// full.
template <class F>
[[nodiscard]] auto ask(LiveDesk& desk, F question)
    -> boost::asio::awaitable<base::Result<std::invoke_result_t<F&>>> {
  using Answer = base::Result<std::invoke_result_t<F&>>;
  return answer_of<Answer>(desk, std::make_shared<F>(std::move(question)));
}

}  // namespace madoguchi::features
