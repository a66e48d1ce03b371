#include "channels/web_call/sandbox_api.h"

#include <boost/asio/ip/address.hpp>
#include <boost/json/serialize.hpp>

#include "channels/web_call/call_socket.h"
#include "channels/web_call/opened_call.h"
#include "features/calls/offer_input.h"
#include "features/customers/dial_number.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::channels {
namespace {

namespace json = boost::json;
using base::ErrorCode;
using base::Result;
using boost::asio::awaitable;
using transport::Request;
using transport::Response;

/// Of the shop; 03-4520-1180 is in the range of no company.
constexpr const char* kShopNumber = "0345201180";
/// Of the customer; never given to anybody.
constexpr const char* kCustomerNumber = "09000000000";
constexpr const char* kTrunk = "trial";

bool is_here(const std::string& peer) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(peer, error);
  return !error && address.is_loopback();
}

/// The caller of the request, without a number yet: whoever is signed in plays the customer.
awaitable<Result<WebCaller>> sandbox_caller(SandboxApiParts parts, const Request& request) {
  MDG_AWAIT(const features::Principal me, parts.sign_in.authenticate(request));
  if (parts.shop_origin.empty() || !is_here(request.peer)) {
    co_return base::fail(ErrorCode::kNotFound, "only in a trial on this machine");
  }
  WebCaller caller;
  caller.key = "sandbox:" + base::to_string(me.id);
  caller.from = kCustomerNumber;
  caller.trunk = kTrunk;
  co_return caller;
}

awaitable<Result<Response>> get_sandbox(SandboxApiParts parts, Request request) {
  MDG_AWAIT(const WebCaller caller, sandbox_caller(parts, request));
  const json::object body{{"hasTelephone", parts.telephone.has_telephone()},
                          {"shopNumber", kShopNumber},
                          {"customerNumber", caller.from},
                          {"shopOrigin", parts.shop_origin}};
  co_return transport::json_response(json::serialize(body));
}

/// Emergency numbers lead to nobody here, and nobody must think that they do.
std::string read_number(base::JsonReader& body) {
  std::string number = body.string("number", {.min = 1, .max = 20, .one_line = true});
  const bool is_dialable = number.find_first_not_of("0123456789*#+") == std::string::npos;
  if (!is_dialable || features::is_emergency_number(number)) {
    body.refuse("number", "0-9 * # +, and none of 110, 118, 119: no real line is used here");
  }
  return number;
}

Result<WebCaller> dialed(SandboxApiParts parts, WebCaller caller, std::string number) {
  MDG_TRY(parts.telephone.may_begin());
  const auto target = parts.telephone.target_of(number);
  if (!target) return base::fail(ErrorCode::kNotFound, "nobody has this number");
  caller.service = target->service;
  caller.queue = target->queue;
  caller.to = std::move(number);
  return caller;
}

awaitable<Result<Response>> start_sandbox_call(SandboxApiParts parts, Request request) {
  MDG_AWAIT(WebCaller caller, sandbox_caller(parts, request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  std::string number = read_number(body);
  MDG_CO_ASSIGN(std::string offer, features::read_offer(std::move(body)));
  MDG_CO_ASSIGN(caller, dialed(parts, std::move(caller), std::move(number)));
  MDG_CO_TRY(parts.new_calls.take(request.peer));
  MDG_AWAIT(const OpenedCall opened, parts.calls.open(std::move(caller), std::move(offer)));
  co_return opened_call_response(opened);
}

awaitable<Result<Response>> hang_up_sandbox_call(SandboxApiParts parts, Request request) {
  MDG_AWAIT(WebCaller caller, sandbox_caller(parts, request));
  MDG_CO_ASSIGN(const auto call, features::path_id<base::ContactId>(request, "callId"));
  MDG_AWAIT_TRY(parts.calls.hang_up(std::move(caller.key), call));
  co_return transport::no_content();
}

awaitable<Result<transport::OpenSocket>> watch_sandbox_call(SandboxApiParts parts,
                                                            Request request) {
  MDG_AWAIT(WebCaller caller, sandbox_caller(parts, request));
  MDG_CO_ASSIGN(const auto call, features::path_id<base::ContactId>(request, "callId"));
  co_return co_await watch_call(parts.calls, std::move(caller.key), call);
}

}  // namespace

void add_sandbox_routes(transport::Router& router, SandboxApiParts parts) {
  using transport::Method;
  const std::string sandbox = "/api/v1/sandbox";
  router.add(Method::kGet, sandbox, features::handler_of(get_sandbox, parts));
  router.add(Method::kPost, sandbox + "/calls", features::handler_of(start_sandbox_call, parts));
  router.add(Method::kPost, sandbox + "/calls/{callId}/hang-up",
             features::handler_of(hang_up_sandbox_call, parts));
  router.add_socket(
      sandbox + "/calls/{callId}/socket",
      [parts](Request request) { return watch_sandbox_call(parts, std::move(request)); },
      kCallSocketLimits);
}

}  // namespace madoguchi::channels
