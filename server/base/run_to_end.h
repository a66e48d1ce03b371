#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

namespace madoguchi::base {

/// A loop for coroutines that one thread runs to their end. It lasts as long as the program: the
/// thread that resumed a coroutine may still be inside its post() when the coroutine has ended, and
/// would touch a loop that is gone. For one thread at a time.
inline boost::asio::io_context& lasting_loop() {
  static boost::asio::io_context loop;
  loop.restart();
  return loop;
}

/// Runs a coroutine to its end on this thread: at start-up, before there are I/O threads, and in
/// tests. Throws what the coroutine throws.
template <class T>
T run_to_end(boost::asio::awaitable<T> work) {
  auto& loop = lasting_loop();
  auto future = boost::asio::co_spawn(loop, std::move(work), boost::asio::use_future);
  loop.run();
  return future.get();
}

}  // namespace madoguchi::base
