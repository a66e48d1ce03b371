#include "features/calls/calls_api.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "features/calls/calls_queries.h"
#include "features/calls/offer_input.h"
#include "features/live/live_desk_async.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using base::Result;
using boost::asio::awaitable;
using transport::Request;
using transport::Response;

constexpr std::size_t kMaxKeys = 64;

constexpr base::EnumName<calls_queries::Kind> kKinds[] = {{"all", calls_queries::Kind::kAll},
                                                          {"missed", calls_queries::Kind::kMissed},
                                                          {"mine", calls_queries::Kind::kMine}};

awaitable<Result<ContactRequest>> phone_request(CallsApiParts parts, const Request& request) {
  MDG_AWAIT(auto asked, contact_request(parts.sign_in, request));
  MDG_CO_TRY(asked.me.may_phone(asked.service));
  co_return asked;
}

/// Checked before anything is done, so that what is no offer answers no call.
Result<std::string> offer_of(const Request& request) {
  MDG_ASSIGN(auto body, base::JsonReader::parse(request.body));
  return read_offer(std::move(body));
}

awaitable<Result<Response>> connected_response(CallsApiParts parts, base::ContactId call,
                                               std::string offer) {
  auto connect = std::make_shared<AskTelephone>(
      [&calls = parts.calls, call](std::string sdp, voice::DescriptionReply reply) {
        calls.connect(call, std::move(sdp), std::move(reply));
      });
  MDG_AWAIT(const std::string answer,
            answer_to(std::make_shared<std::string>(std::move(offer)), std::move(connect)));
  co_return transport::json_response(json::serialize(json::object{{"sdp", answer}}));
}

awaitable<Result<Response>> answer_call(CallsApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, phone_request(parts, request));
  MDG_CO_ASSIGN(std::string offer, offer_of(request));
  const desk::AcceptCall command{asked.service, asked.contact, asked.me.id};
  MDG_AWAIT(const base::Status accepted,
            ask(parts.desk, [parts, command] { return parts.calls.accept(command); }));
  MDG_CO_TRY(accepted);
  co_return co_await connected_response(parts, asked.contact, std::move(offer));
}

awaitable<base::Status> require_talker(CallsApiParts parts, ContactRequest asked) {
  MDG_AWAIT(const base::Status is_talker, ask(parts.desk, [parts, asked] {
              return parts.calls.require_talker(asked.service, asked.contact, asked.me.id);
            }));
  co_return is_talker;
}

awaitable<Result<Response>> connect_call(CallsApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, phone_request(parts, request));
  MDG_CO_ASSIGN(std::string offer, offer_of(request));
  MDG_AWAIT_TRY(require_talker(parts, asked));
  co_return co_await connected_response(parts, asked.contact, std::move(offer));
}

awaitable<Result<Response>> decline_call(CallsApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, phone_request(parts, request));
  const desk::DeclineCall command{asked.service, asked.contact, asked.me.id};
  MDG_AWAIT_TRY(run_live(parts.desk, command));
  co_return transport::no_content();
}

awaitable<Result<Response>> hold_call(CallsApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, phone_request(parts, request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  const desk::HoldCall command{asked.service, asked.contact, asked.me.id, body.boolean("isHeld")};
  MDG_CO_TRY(body.finish());
  MDG_AWAIT_TRY(run_live(parts.desk, command));
  co_return transport::no_content();
}

awaitable<Result<Response>> send_keys(CallsApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, phone_request(parts, request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  std::string keys = body.string("keys", {.min = 1, .max = kMaxKeys, .one_line = true});
  if (keys.find_first_not_of("0123456789*#ABCD") != std::string::npos) {
    body.refuse("keys", "1 to 64 of 0-9 * # A-D");
  }
  MDG_CO_TRY(body.finish());
  MDG_AWAIT_TRY(require_talker(parts, asked));
  MDG_CO_TRY(parts.calls.send_keys(asked.contact, std::move(keys)));
  co_return transport::no_content();
}

awaitable<Result<Response>> hang_up(CallsApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, phone_request(parts, request));
  const auto end = [parts, asked]() -> base::Status {
    MDG_TRY(parts.calls.require_talker(asked.service, asked.contact, asked.me.id));
    return parts.desk.perform(desk::EndAsOperator{asked.service, asked.contact, asked.me.id});
  };
  MDG_AWAIT(const base::Status ended, ask(parts.desk, end));
  MDG_CO_TRY(ended);
  co_return transport::no_content();
}

/// A test call of whoever is signed in: nobody is called, so no right is needed.
awaitable<Result<Response>> start_echo(CallsApiParts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(std::string offer, offer_of(request));
  MDG_CO_TRY(parts.echoes.take(base::to_string(me.id)));
  auto open = std::make_shared<AskTelephone>(
      [&calls = parts.calls](std::string sdp, voice::DescriptionReply reply) {
        calls.open_echo(std::move(sdp), std::move(reply));
      });
  MDG_AWAIT(const std::string answer,
            answer_to(std::make_shared<std::string>(std::move(offer)), std::move(open)));
  co_return transport::json_response(json::serialize(json::object{{"sdp", answer}}));
}

awaitable<Result<Response>> get_call(CallsApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, contact_request(parts.sign_in, request));
  MDG_AWAIT(const auto call, parts.db.read([asked](storage::Connection& db) {
    return calls_queries::find(db, asked.service, asked.contact);
  }));
  if (!call) co_return base::fail(base::ErrorCode::kNotFound, "call");
  co_return transport::json_response(json::serialize(call_json(*call, parts.clock.now())));
}

Result<calls_queries::Page> query_page(const Request& request, base::OperatorId me) {
  calls_queries::Page page;
  page.me = me;
  MDG_ASSIGN(page.limit, query_limit(request, 100, 200));
  MDG_ASSIGN(page.before, query_before<base::ContactId>(request));
  const auto kind = base::enum_value<calls_queries::Kind>(
      request.query_parameter("kind").value_or("all"), kKinds);
  if (!kind) return base::fail(base::invalid_input("kind", "one of all, missed, mine"));
  page.kind = *kind;
  return page;
}

awaitable<Result<Response>> list_calls(CallsApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, service_request(parts.sign_in, request));
  MDG_CO_ASSIGN(const auto page, query_page(request, asked.me.id));
  MDG_AWAIT(const auto calls,
            parts.db.read([service = asked.service, page](storage::Connection& db) {
              return calls_queries::list(db, service, page);
            }));
  json::array rows;
  for (const CallRecord& call : calls) rows.push_back(call_json(call, parts.clock.now()));
  co_return transport::json_response(json::serialize(json::object{{"calls", std::move(rows)}}));
}

}  // namespace

void add_calls_routes(transport::Router& router, CallsApiParts parts) {
  using transport::Method;
  const auto add = [&](Method method, std::string_view action, auto handler) {
    router.add(method, "/api/v1/services/{serviceId}/contacts/{contactId}/" + std::string(action),
               handler_of(handler, parts));
  };
  add(Method::kPost, "answer", answer_call);
  add(Method::kPost, "decline", decline_call);
  add(Method::kPost, "connect", connect_call);
  add(Method::kPost, "hold", hold_call);
  add(Method::kPost, "keys", send_keys);
  add(Method::kPost, "hang-up", hang_up);
  add(Method::kGet, "call", get_call);
  router.add(Method::kPost, "/api/v1/me/echo", handler_of(start_echo, parts));
  router.add(Method::kGet, "/api/v1/services/{serviceId}/calls", handler_of(list_calls, parts));
}

}  // namespace madoguchi::features
