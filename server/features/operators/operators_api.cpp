#include "features/operators/operators_api.h"

#include <set>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json_reader.h"
#include "features/operators/operator_presenter.h"
#include "features/operators/operator_rules.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using base::OperatorId;
using transport::Method;
using transport::Request;

constexpr std::size_t kMaxServices = 100;
constexpr base::TextLimits kName{.min = 1, .max = 100, .one_line = true};

std::vector<ServiceRight> read_rights(std::vector<JsonReader> items) {
  std::vector<ServiceRight> rights;
  std::set<base::ServiceId> seen;
  for (JsonReader& item : items) {
    rights.push_back({item.id<base::ServiceId>("serviceId"),
                      item.enumeration<ServiceRole>("role", service_roles()),
                      item.boolean("canChat"), item.optional_boolean("canPhone").value_or(false)});
    const bool is_first = seen.insert(rights.back().service).second;
    if (!is_first) item.refuse("serviceId", "each service once");
  }
  return rights;
}

std::optional<std::string> read_extension(JsonReader& body) {
  auto extension = body.nullable_string(
      "extension", {.min = kMinExtension, .max = kMaxExtension, .one_line = true});
  const bool is_number =
      !extension || extension->find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) body.refuse("extension", "2 to 8 digits");
  return extension;
}

NewOperator read_new_operator(JsonReader& body) {
  NewOperator fresh{
      .name = body.string("name", kName),
      .email = body.string("email", {.min = 1, .max = 254}),
      .is_organization_admin = body.boolean("isOrganizationAdmin"),
      .chat_capacity = static_cast<int>(body.integer("chatCapacity", 0, kMaxChatCapacity)),
      .services = read_rights(body.object_array("services", kMaxServices)),
      .extension = read_extension(body),
  };
  if (!base::is_mail_address(fresh.email)) body.refuse("email", "a mail address");
  return fresh;
}

OperatorPatch read_patch(JsonReader& body) {
  OperatorPatch patch;
  patch.name = body.optional_string("name", kName);
  patch.is_organization_admin = body.optional_boolean("isOrganizationAdmin");
  patch.is_disabled = body.optional_boolean("isDisabled");
  const auto capacity = body.optional_integer("chatCapacity", 0, kMaxChatCapacity);
  if (capacity) patch.chat_capacity = static_cast<int>(*capacity);
  if (body.has("extension")) patch.extension = read_extension(body);
  if (auto items = body.optional_object_array("services", kMaxServices)) {
    patch.services = read_rights(*std::move(items));
  }
  return patch;
}

transport::Response operator_response(const OperatorsApiParts& parts, const Operator& who) {
  return transport::json_response(boost::json::serialize(operator_json(who, parts.live)));
}

transport::Response invited_response(const OperatorsApiParts& parts, const InvitedOperator& invited,
                                     const Request& request) {
  // The Host header was checked against the list of our own names before the request came here.
  const std::string origin =
      !parts.public_origin.empty()
          ? parts.public_origin
          : (request.is_secure ? "https://" : "http://") + std::string(request.header("host"));
  return transport::json_response(
      boost::json::serialize(invited_operator_json(invited, origin, parts.live)), 201);
}

ResponseAwaitable list_operators(OperatorsApiParts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_AWAIT(const auto operators, parts.operators.list(std::move(me)));
  boost::json::array rows;
  for (const Operator& who : operators) rows.push_back(operator_json(who, parts.live));
  const boost::json::object json{{"operators", std::move(rows)}};
  co_return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable invite_operator(OperatorsApiParts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_TRY(may_manage_operators(me));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  NewOperator fresh = read_new_operator(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const InvitedOperator invited, parts.operators.invite(std::move(me), std::move(fresh)));
  co_return invited_response(parts, invited, request);
}

ResponseAwaitable get_operator(OperatorsApiParts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<OperatorId>(request, "operatorId"));
  MDG_AWAIT(const Operator who, parts.operators.get(std::move(me), id));
  co_return operator_response(parts, who);
}

ResponseAwaitable update_operator(OperatorsApiParts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_TRY(may_manage_operators(me));
  MDG_CO_ASSIGN(const auto id, path_id<OperatorId>(request, "operatorId"));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  OperatorPatch patch = read_patch(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const Operator who, parts.operators.update(std::move(me), id, std::move(patch)));
  co_return operator_response(parts, who);
}

ResponseAwaitable renew_invitation(OperatorsApiParts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<OperatorId>(request, "operatorId"));
  MDG_AWAIT(const InvitedOperator invited, parts.operators.renew_invitation(std::move(me), id));
  co_return invited_response(parts, invited, request);
}

}  // namespace

void add_operators_routes(transport::Router& router, OperatorsApiParts parts) {
  constexpr const char* kAll = "/api/v1/operators";
  constexpr const char* kOne = "/api/v1/operators/{operatorId}";
  router.add(Method::kGet, kAll, handler_of(list_operators, parts));
  router.add(Method::kPost, kAll, handler_of(invite_operator, parts));
  router.add(Method::kGet, kOne, handler_of(get_operator, parts));
  router.add(Method::kPatch, kOne, handler_of(update_operator, parts));
  router.add(Method::kPost, "/api/v1/operators/{operatorId}/invitation",
             handler_of(renew_invitation, parts));
}

}  // namespace madoguchi::features
