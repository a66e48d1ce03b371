#pragma once

// The templates of database.h: how a piece of work travels to a database thread and its result
// back.

#include <future>
#include <optional>

namespace madoguchi::storage {
namespace detail {

/// Runs `work` and keeps its result where the waiting side finds it.
template <class T, class F>
base::Status run_and_keep(F& work, Connection& connection, std::optional<base::Result<T>>& kept) {
  kept.emplace(work(connection));
  if (!*kept) return base::fail(kept->error());
  return {};
}

template <class T>
base::Result<T> outcome(base::Status status, std::optional<base::Result<T>> kept) {
  if (!status) return base::fail(std::move(status).error());
  return std::move(*kept);
}

/// A piece of work and, once it ran, its result.
template <class F>
struct Travelling {
  F work;
  std::optional<std::invoke_result_t<F&, Connection&>> kept;
};

template <class F, class Submit>
auto travel(Submit submit, std::shared_ptr<Travelling<F>> shared)
    -> boost::asio::awaitable<std::invoke_result_t<F&, Connection&>> {
  namespace asio = boost::asio;
  using T = typename std::invoke_result_t<F&, Connection&>::value_type;
  auto initiate = [submit, shared](auto handler) {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    submit([shared](Connection& c) { return run_and_keep<T>(shared->work, c, shared->kept); },
           [shared, held, executor](base::Status status) {
             asio::post(executor, [shared, held, status = std::move(status)]() mutable {
               (*held)(std::move(status));
             });
           });
  };
  auto status = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(base::Status)>(
      std::move(initiate), asio::use_awaitable);
  co_return outcome<T>(std::move(status), std::move(shared->kept));
}

}  // namespace detail

// A plain function: g++ 12 copies a closure that is made inside a co_await expression bit by bit
// into the frame of a coroutine that takes it by value. So it goes to the heap before.
template <class F, class Submit>
auto Database::run_on(Submit submit, F work)
    -> boost::asio::awaitable<std::invoke_result_t<F&, Connection&>> {
  using Travelling = detail::Travelling<F>;
  return detail::travel<F>(std::move(submit),
                           std::make_shared<Travelling>(Travelling{std::move(work), {}}));
}

template <class F, class Submit>
auto Database::run_blocking(Submit submit, F work) -> std::invoke_result_t<F&, Connection&> {
  using Outcome = std::invoke_result_t<F&, Connection&>;
  using T = typename Outcome::value_type;
  std::optional<Outcome> kept;
  // Shared: the waiting side may leave and destroy it while the other is still inside set_value.
  auto promise = std::make_shared<std::promise<base::Status>>();
  submit([&](Connection& c) { return detail::run_and_keep<T>(work, c, kept); },
         [promise](base::Status status) { promise->set_value(std::move(status)); });
  auto status = promise->get_future().get();  // first: `kept` is not ours before
  return detail::outcome<T>(std::move(status), std::move(kept));
}

template <class F>
auto Database::write_now(F work) -> std::invoke_result_t<F&, Connection&> {
  if (on_own_thread())
    return base::fail(base::ErrorCode::kInternal, "write_now on a database thread");
  return run_blocking<F>([this](Work w, Done d) { submit(std::move(w), std::move(d)); },
                         std::move(work));
}

template <class F>
auto Database::read_now(F work) -> std::invoke_result_t<F&, Connection&> {
  if (on_own_thread())
    return base::fail(base::ErrorCode::kInternal, "read_now on a database thread");
  return run_blocking<F>([this](Work w, Done d) { submit_read(std::move(w), std::move(d)); },
                         std::move(work));
}

}  // namespace madoguchi::storage
