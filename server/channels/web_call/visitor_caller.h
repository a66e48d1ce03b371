#pragma once

#include <boost/asio/awaitable.hpp>

#include "channels/web_call/web_caller.h"
#include "channels/web_chat/visits_service.h"
#include "features/services/service_directory.h"
#include "transport/request.h"

namespace madoguchi::channels {

/// The queue of the widget's calls. Nothing: the service has no telephone on its pages.
[[nodiscard]] std::optional<base::QueueId> web_call_queue(const features::ServiceEntry& service);

/// The visitor of the request as a caller. kNotFound: no such service, or it has no telephone on
/// its pages; kUnauthenticated: no visitor; kForbidden: who has not agreed where that is asked for.
[[nodiscard]] boost::asio::awaitable<base::Result<WebCaller>> visitor_caller(
    const features::ServiceDirectory& services, VisitsService& visits,
    const transport::Request& request);

}  // namespace madoguchi::channels
