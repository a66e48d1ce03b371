#pragma once

#include "channels/web_call/web_calls.h"
#include "transport/router.h"

namespace madoguchi::channels {

/// A socket that tells how the call stands (docs/events.md), for `caller` alone; kNotFound as of
/// WebCalls::require_own().
[[nodiscard]] boost::asio::awaitable<base::Result<transport::OpenSocket>> watch_call(
    WebCalls& calls, std::string key, base::ContactId call);

/// Of the routes that watch_call() answers.
inline constexpr transport::SocketLimits kCallSocketLimits{.max_frame_bytes = 1024,
                                                           .max_queued_bytes = 64 * 1024};

}  // namespace madoguchi::channels
