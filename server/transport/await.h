#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace madoguchi::transport {

/// Makes co_await of an asynchronous operation a tuple of its error and results: nothing throws.
inline constexpr auto kAwait = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace madoguchi::transport
