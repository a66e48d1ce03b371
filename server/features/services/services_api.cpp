#include "features/services/services_api.h"

#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "base/json_reader.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using base::ServiceId;
using transport::Method;
using transport::Request;

constexpr base::TextLimits kName{.min = 1, .max = 100, .one_line = true};
constexpr std::int64_t kLongestWrapUp = 3600;

struct Parts {
  SignInService& sign_in;
  ServicesService& services;
};

void check_time_zone(JsonReader& body, const std::string& name) {
  if (!base::is_time_zone(name)) body.refuse("timeZone", "an IANA time zone: Asia/Tokyo");
}

NewService read_new_service(JsonReader& body) {
  NewService fresh{.name = body.string("name", kName),
                   .language = body.language("language"),
                   .time_zone = body.string("timeZone", {.max = 64})};
  check_time_zone(body, fresh.time_zone);
  return fresh;
}

ServicePatch read_patch(JsonReader& body) {
  ServicePatch patch;
  patch.name = body.optional_string("name", kName);
  patch.language = body.optional_language("language");
  patch.time_zone = body.optional_string("timeZone", {.max = 64});
  if (patch.time_zone) check_time_zone(body, *patch.time_zone);
  if (const auto seconds = body.optional_integer("longestWrapUpSeconds", 0, kLongestWrapUp)) {
    patch.longest_wrap_up = base::Seconds(*seconds);
  }
  if (auto features = body.optional_object("features")) patch.has_chat = features->boolean("chat");
  return patch;
}

transport::Response service_response(const Service& service, int status = 200) {
  return transport::json_response(boost::json::serialize(service_json(service)), status);
}

ResponseAwaitable list_services(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  boost::json::array rows;
  for (const Service& service : parts.services.list(me)) rows.push_back(service_json(service));
  const boost::json::object json{{"services", std::move(rows)}};
  co_return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable create_service(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_TRY(me.may_administer_organization());
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  NewService fresh = read_new_service(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const Service service, parts.services.create(std::move(me), std::move(fresh)));
  co_return service_response(service, 201);
}

ResponseAwaitable get_service(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(id));
  MDG_CO_ASSIGN(const Service service, parts.services.get(id));
  co_return service_response(service);
}

ResponseAwaitable update_service(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_administer(id));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  ServicePatch patch = read_patch(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const Service service, parts.services.update(std::move(me), id, std::move(patch)));
  co_return service_response(service);
}

}  // namespace

boost::json::object service_json(const Service& service) {
  return {
      {"id", base::json_id(service.id)},
      {"key", service.key},
      {"name", service.name},
      {"language", base::language_name(service.language)},
      {"timeZone", service.time_zone},
      {"features", {{"chat", service.has_chat}}},
      {"longestWrapUpSeconds", service.longest_wrap_up.count()},
  };
}

void add_services_routes(transport::Router& router, SignInService& sign_in,
                         ServicesService& services) {
  constexpr const char* kAll = "/api/v1/services";
  constexpr const char* kOne = "/api/v1/services/{serviceId}";
  const Parts parts{sign_in, services};
  router.add(Method::kGet, kAll, handler_of(list_services, parts));
  router.add(Method::kPost, kAll, handler_of(create_service, parts));
  router.add(Method::kGet, kOne, handler_of(get_service, parts));
  router.add(Method::kPatch, kOne, handler_of(update_service, parts));
}

}  // namespace madoguchi::features
