#include "features/setup/setup_api.h"

#include <utility>

#include <boost/json/serialize.hpp>

#include "base/json_reader.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using transport::Method;
using transport::Request;

constexpr base::TextLimits kNameLimits{.min = 1, .max = 100, .one_line = true};

struct Parts {
  SetupService& setup;
  SignInApiParts sign_in;
};

Founding read_founding(JsonReader& body) {
  Founding founding{
      .organization_name = body.string("organizationName", kNameLimits),
      .name = body.string("name", kNameLimits),
      .email = body.string("email", {.min = 1, .max = 254}),
      .password = body.string("password", kNewPassword),
      .service_name = body.string("serviceName", kNameLimits),
      .language = body.language("language"),
      .time_zone = body.string("timeZone", {.max = 64}),
  };
  if (!base::is_mail_address(founding.email)) body.refuse("email", "a mail address");
  if (!base::is_time_zone(founding.time_zone)) {
    body.refuse("timeZone", "an IANA time zone: Asia/Tokyo");
  }
  return founding;
}

ResponseAwaitable get_setup(Parts parts, Request) {
  MDG_AWAIT(const SetupState state, parts.setup.state());
  const boost::json::object json{{"open", state.is_open},
                                 {"organizationName", state.organization_name}};
  co_return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable set_up(Parts parts, Request request) {
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  const std::string token = body.string("token", {.max = 200});
  Founding founding = read_founding(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(StartedSession session,
            parts.setup.set_up(token, std::move(founding), client_of(request)));
  co_return co_await signed_in_response(parts.sign_in, std::move(session), std::move(request));
}

}  // namespace

void add_setup_routes(transport::Router& router, SetupService& setup, SignInApiParts sign_in) {
  const Parts parts{setup, sign_in};
  router.add(Method::kGet, "/api/v1/setup", handler_of(get_setup, parts));
  router.add(Method::kPost, "/api/v1/setup", handler_of(set_up, parts));
}

}  // namespace madoguchi::features
