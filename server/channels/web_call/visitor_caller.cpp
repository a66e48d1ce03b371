#include "channels/web_call/visitor_caller.h"

#include <algorithm>

#include "channels/web_chat/open_service.h"
#include "channels/web_chat/visitor_cookie.h"

namespace madoguchi::channels {

std::optional<base::QueueId> web_call_queue(const features::ServiceEntry& service) {
  const auto wanted = service.chat.web_call_queue;
  const bool is_there = wanted && std::ranges::find(service.queues, *wanted,
                                                    &features::Queue::id) != service.queues.end();
  return is_there ? wanted : std::nullopt;
}

boost::asio::awaitable<base::Result<WebCaller>> visitor_caller(
    const features::ServiceDirectory& services, VisitsService& visits,
    const transport::Request& request) {
  MDG_CO_ASSIGN(const auto service,
                find_open_service(services, request.path_parameter("serviceKey")));
  MDG_AWAIT(const auto visitor, visits.find(service->service.id, visitor_token(request)));
  const auto queue = web_call_queue(*service);
  if (!queue) co_return base::fail(base::ErrorCode::kNotFound, "calls from pages are off");
  MDG_CO_TRY(require_consent(*service, visitor));
  WebCaller caller;
  caller.key = "visitor:" + base::to_string(visitor.id);
  caller.service = visitor.service;
  caller.queue = *queue;
  caller.visitor_thread = visitor.thread;
  co_return caller;
}

}  // namespace madoguchi::channels
