#include "channels/web_call/visitor_caller.h"

#include <algorithm>

#include "channels/web_chat/visitor_cookie.h"

namespace madoguchi::channels {
namespace {

using base::ErrorCode;

base::Result<features::ServiceDirectory::Entry> service_with_calls(
    const features::ServiceDirectory& services, const transport::Request& request) {
  auto service = services.find_by_key(request.path_parameter("serviceKey"));
  if (!service || !service->service.has_chat) return base::fail(ErrorCode::kNotFound, "service");
  return service;
}

}  // namespace

std::optional<base::QueueId> web_call_queue(const features::ServiceEntry& service) {
  const auto wanted = service.chat.web_call_queue;
  const bool is_there = wanted && std::ranges::find(service.queues, *wanted,
                                                    &features::Queue::id) != service.queues.end();
  return is_there ? wanted : std::nullopt;
}

boost::asio::awaitable<base::Result<WebCaller>> visitor_caller(
    const features::ServiceDirectory& services, VisitsService& visits,
    const transport::Request& request) {
  MDG_CO_ASSIGN(const auto service, service_with_calls(services, request));
  MDG_AWAIT(const auto visitor, visits.find(service->service.id, visitor_token(request)));
  const auto queue = web_call_queue(*service);
  if (!queue) co_return base::fail(ErrorCode::kNotFound, "calls from pages are off");
  if (service->chat.consent_required && !visitor.consent_at) {
    co_return base::fail(ErrorCode::kForbidden, "consent first");
  }
  WebCaller caller;
  caller.key = "visitor:" + base::to_string(visitor.id);
  caller.service = visitor.service;
  caller.queue = *queue;
  caller.visitor_thread = visitor.thread;
  co_return caller;
}

}  // namespace madoguchi::channels
