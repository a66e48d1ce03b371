#include "channels/web_call/web_call_api.h"

#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "channels/web_call/call_socket.h"
#include "channels/web_call/opened_call.h"
#include "channels/web_call/visitor_caller.h"
#include "features/calls/offer_input.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::channels {
namespace {

using base::Result;
using boost::asio::awaitable;
using transport::Request;
using transport::Response;

awaitable<Result<Response>> start_call(WebCallApiParts parts, Request request) {
  MDG_AWAIT(WebCaller caller, visitor_caller(parts.services, parts.visits, request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  MDG_CO_ASSIGN(std::string offer, features::read_offer(std::move(body)));
  MDG_CO_TRY(parts.new_calls.take(request.peer));
  MDG_AWAIT(const OpenedCall opened, parts.calls.open(std::move(caller), std::move(offer)));
  co_return opened_call_response(opened);
}

awaitable<Result<Response>> hang_up(WebCallApiParts parts, Request request) {
  MDG_AWAIT(WebCaller caller, visitor_caller(parts.services, parts.visits, request));
  MDG_CO_ASSIGN(const auto call, features::path_id<base::ContactId>(request, "callId"));
  MDG_AWAIT_TRY(parts.calls.hang_up(std::move(caller.key), call));
  co_return transport::no_content();
}

awaitable<Result<transport::OpenSocket>> watch(WebCallApiParts parts, Request request) {
  MDG_AWAIT(WebCaller caller, visitor_caller(parts.services, parts.visits, request));
  MDG_CO_ASSIGN(const auto call, features::path_id<base::ContactId>(request, "callId"));
  co_return co_await watch_call(parts.calls, std::move(caller.key), call);
}

}  // namespace

void add_web_call_routes(transport::Router& router, WebCallApiParts parts) {
  using transport::Method;
  const std::string calls = "/api/widget/v1/{serviceKey}/calls";
  router.add(Method::kPost, calls, features::handler_of(start_call, parts));
  router.add(Method::kPost, calls + "/{callId}/hang-up", features::handler_of(hang_up, parts));
  router.add_socket(
      calls + "/{callId}/socket",
      [parts](Request request) { return watch(parts, std::move(request)); }, kCallSocketLimits);
}

}  // namespace madoguchi::channels
