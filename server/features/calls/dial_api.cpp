#include "features/calls/dial_api.h"

#include <utility>

#include <boost/json/serialize.hpp>

#include "features/calls/calls_store.h"
#include "features/customers/dial_number.h"
#include "features/live/live_desk_async.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using base::Result;
using boost::asio::awaitable;
using transport::Request;
using transport::Response;

/// Whom the operator wants to call, and which number the called shall see.
struct Wanted {
  std::string to;
  std::string from;  ///< empty: the first that is approved
};

/// An empty text when the field is wrong, or left out where it may be.
std::string number_field(base::JsonReader& body, const char* field, const std::string& text) {
  auto number = read_dial_number(text, field);
  if (number) return *std::move(number);
  body.refuse(field, number.error().expected);
  return {};
}

Result<Wanted> read_wanted(const std::string& text) {
  MDG_ASSIGN(auto body, base::JsonReader::parse(text));
  Wanted wanted;
  const base::TextLimits limits{.min = 1, .max = 32, .one_line = true};
  wanted.to = number_field(body, "to", body.string("to", limits));
  if (const auto from = body.nullable_string("from", limits)) {
    wanted.from = number_field(body, "from", *from);
  }
  MDG_TRY(body.finish());
  return wanted;
}

/// Finds or adds who is called, and adds the thread of the call.
awaitable<Result<Customer>> store_callee(DialApiParts parts, desk::DialCall call) {
  const auto fresh = parts.ids.next<base::CustomerId>();
  auto work = [call, fresh, now = parts.clock.now()](storage::Connection& db) {
    return calls_store::add_party(db, call.service, call.thread, fresh, call.parties.to, now);
  };
  MDG_AWAIT(auto callee, parts.db.write(std::move(work)));
  co_return callee;
}

Result<base::QueueId> standard_queue(const DialApiParts& parts, base::ServiceId service) {
  const auto entry = parts.directory.find(service);
  if (!entry || entry->queues.empty()) {
    return base::fail(base::ErrorCode::kNotFound, "the service has no queue");
  }
  return entry->queues.front().id;
}

awaitable<Result<desk::DialCall>> prepare(DialApiParts parts, ServiceRequest asked, Wanted wanted) {
  MDG_AWAIT(const auto caller, parts.caller_numbers.find_approved(asked.service, wanted.from));
  desk::DialCall call;
  call.service = asked.service;
  call.operator_id = asked.me.id;
  call.contact = parts.ids.next<base::ContactId>();
  call.thread = parts.ids.next<base::ThreadId>();
  MDG_CO_ASSIGN(call.queue, standard_queue(parts, asked.service));
  call.parties = {caller.number, wanted.to, caller.trunk, {}, desk::Direction::kOutbound};
  co_return call;
}

awaitable<Result<Response>> dial(DialApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, service_request(parts.sign_in, request));
  MDG_CO_TRY(asked.me.may_phone(asked.service));
  MDG_CO_ASSIGN(auto wanted, read_wanted(request.body));
  MDG_AWAIT(auto call, prepare(parts, asked, std::move(wanted)));
  const auto is_able = [parts, call] {
    return parts.calls.may_dial(call.service, call.operator_id);
  };
  MDG_AWAIT(const base::Status able, ask(parts.desk, is_able));
  MDG_CO_TRY(able);
  MDG_AWAIT(const Customer callee, store_callee(parts, call));
  call.customer = callee.id;
  if (callee.is_registered) call.parties.customer_name = callee.name;
  const auto begin = [parts, call] { return parts.calls.dial(call); };
  MDG_AWAIT(const base::Status begun, ask(parts.desk, begin));
  MDG_CO_TRY(begun);
  const json::object answer{{"contactId", to_string(call.contact)}};
  co_return transport::json_response(json::serialize(answer), 201);
}

}  // namespace

void add_dial_routes(transport::Router& router, DialApiParts parts) {
  router.add(transport::Method::kPost, "/api/v1/services/{serviceId}/calls",
             handler_of(dial, parts));
}

}  // namespace madoguchi::features
