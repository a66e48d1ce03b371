#include "features/desk_phones/desk_phones_api.h"

#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using base::OperatorId;
using transport::Method;
using transport::Request;

struct Parts {
  SignInService& sign_in;
  DeskPhonesService& desk_phones;
};

json::value server_json(const std::optional<PhoneServer>& server) {
  if (!server) return nullptr;
  return json::object{{"host", server->host}, {"port", server->port}};
}

json::object phone_json(const DeskPhoneView& phone) {
  return {{"extension", base::json_or_null(phone.extension)},
          {"madeAt", base::json_or_null(phone.made_at)},
          {"registered", phone.registered},
          {"server", server_json(phone.server)}};
}

ResponseAwaitable get_desk_phone(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<OperatorId>(request, "operatorId"));
  MDG_AWAIT(const DeskPhoneView phone, parts.desk_phones.get(std::move(me), id));
  co_return transport::json_response(json::serialize(phone_json(phone)));
}

ResponseAwaitable make_password(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<OperatorId>(request, "operatorId"));
  MDG_AWAIT(const NewDeskPhone made, parts.desk_phones.make_password(std::move(me), id));
  const json::object body{{"phone", phone_json(made.phone)}, {"password", made.password}};
  co_return transport::json_response(json::serialize(body), 201);
}

ResponseAwaitable remove_password(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<OperatorId>(request, "operatorId"));
  MDG_AWAIT_TRY(parts.desk_phones.remove_password(std::move(me), id));
  co_return transport::no_content();
}

ResponseAwaitable get_own(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  co_return transport::json_response(json::serialize(phone_json(parts.desk_phones.own(me.id))));
}

}  // namespace

void add_desk_phones_routes(transport::Router& router, SignInService& sign_in,
                            DeskPhonesService& desk_phones) {
  constexpr const char* kOne = "/api/v1/operators/{operatorId}/desk-phone";
  const Parts parts{sign_in, desk_phones};
  router.add(Method::kGet, kOne, handler_of(get_desk_phone, parts));
  router.add(Method::kPost, kOne, handler_of(make_password, parts));
  router.add(Method::kDelete, kOne, handler_of(remove_password, parts));
  router.add(Method::kGet, "/api/v1/me/desk-phone", handler_of(get_own, parts));
}

}  // namespace madoguchi::features
