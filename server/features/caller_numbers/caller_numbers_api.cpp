#include "features/caller_numbers/caller_numbers_api.h"

#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "features/customers/dial_number.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using base::JsonReader;
using base::ServiceId;
using transport::Method;
using transport::Request;

struct Parts {
  SignInService& sign_in;
  CallerNumbersService& numbers;
};

transport::Response number_response(const CallerNumber& number) {
  return transport::json_response(json::serialize(caller_number_json(number)));
}

/// Trunks are for the form of admins.
ResponseAwaitable list_numbers(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(service));
  const bool is_admin = me.may_administer(service).has_value();
  MDG_AWAIT(const auto numbers, parts.numbers.list(service, is_admin));
  json::array rows;
  for (const CallerNumber& number : numbers) rows.push_back(caller_number_json(number));
  json::array trunks;
  if (is_admin) {
    for (const std::string& trunk : parts.numbers.trunks()) trunks.emplace_back(trunk);
  }
  const json::object answer{{"callerNumbers", std::move(rows)}, {"trunks", std::move(trunks)}};
  co_return transport::json_response(json::serialize(answer));
}

CallerNumber read_wanted(JsonReader& body) {
  CallerNumber wanted;
  auto number =
      read_dial_number(body.string("number", {.min = 1, .max = 32, .one_line = true}), "number");
  if (number) {
    wanted.number = *std::move(number);
  } else {
    body.refuse("number", number.error().expected);
  }
  wanted.label = body.string("label", {.min = 1, .max = 100, .one_line = true});
  wanted.trunk = body.string("trunk", {.min = 1, .max = 64, .one_line = true});
  return wanted;
}

ResponseAwaitable request_number(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_administer(service));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  CallerNumber wanted = read_wanted(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const auto requested, parts.numbers.request(std::move(me), service, std::move(wanted)));
  co_return number_response(requested);
}

ResponseAwaitable approve_number(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(service));
  MDG_CO_TRY(me.may_administer_organization());
  MDG_CO_ASSIGN(const auto id, path_id<CallerNumberId>(request, "callerNumberId"));
  MDG_AWAIT(const auto approved, parts.numbers.approve(std::move(me), service, id));
  co_return number_response(approved);
}

ResponseAwaitable withdraw_number(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_administer(service));
  MDG_CO_ASSIGN(const auto id, path_id<CallerNumberId>(request, "callerNumberId"));
  MDG_AWAIT(const auto withdrawn, parts.numbers.withdraw(std::move(me), service, id));
  co_return number_response(withdrawn);
}

}  // namespace

void add_caller_numbers_routes(transport::Router& router, SignInService& sign_in,
                               CallerNumbersService& numbers) {
  const std::string path = "/api/v1/services/{serviceId}/caller-numbers";
  const Parts parts{sign_in, numbers};
  router.add(Method::kGet, path, handler_of(list_numbers, parts));
  router.add(Method::kPost, path, handler_of(request_number, parts));
  router.add(Method::kPost, path + "/{callerNumberId}/approve", handler_of(approve_number, parts));
  router.add(Method::kPost, path + "/{callerNumberId}/withdraw",
             handler_of(withdraw_number, parts));
}

}  // namespace madoguchi::features
