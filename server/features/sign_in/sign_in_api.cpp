#include "features/sign_in/sign_in_api.h"

#include <utility>

#include <boost/json/serialize.hpp>

#include "base/json_reader.h"
#include "features/sign_in/request_input.h"
#include "features/sign_in/session_cookie.h"

namespace madoguchi::features {
namespace {

using transport::Method;
using transport::Request;

// What is entered as a password is taken as it is: spaces at its ends belong to it.
constexpr base::TextLimits kGivenPassword{.min = 0, .max = 200, .trim = false};

ResponseAwaitable sign_in(SignInApiParts parts, Request request) {
  MDG_CO_ASSIGN(base::JsonReader body, base::JsonReader::parse(request.body));
  const std::string email = body.string("email", {.max = 254});
  const std::string password = body.string("password", kGivenPassword);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(StartedSession session, parts.sign_in.sign_in(email, password, client_of(request)));
  co_return co_await signed_in_response(parts, std::move(session), std::move(request));
}

ResponseAwaitable sign_out(SignInApiParts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_AWAIT_TRY(parts.sign_in.sign_out(std::move(me)));
  co_return transport::no_content().with_header("Set-Cookie",
                                                ended_session_cookie(request.is_secure));
}

ResponseAwaitable get_invitation(SignInApiParts parts, Request request) {
  const std::string token(request.path_parameter("token"));
  MDG_AWAIT(const Invitation invitation, parts.invitations.get(token, request.peer));
  const boost::json::object json{{"email", invitation.email},
                                 {"name", invitation.name},
                                 {"organizationName", invitation.organization_name}};
  co_return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable accept_invitation(SignInApiParts parts, Request request) {
  MDG_CO_ASSIGN(base::JsonReader body, base::JsonReader::parse(request.body));
  const std::string password = body.string("password", kNewPassword);
  MDG_CO_TRY(body.finish());
  const std::string token(request.path_parameter("token"));
  MDG_AWAIT(StartedSession session, parts.invitations.accept(token, password, client_of(request)));
  co_return co_await signed_in_response(parts, std::move(session), std::move(request));
}

}  // namespace

ResponseAwaitable signed_in_response(SignInApiParts parts, StartedSession session,
                                     Request request) {
  MDG_AWAIT(Principal principal, parts.sign_in.authenticate_session(session.id, request.peer));
  MDG_AWAIT(const Me me, parts.me.get(std::move(principal)));
  auto response =
      transport::json_response(boost::json::serialize(me_json(me, parts.live, parts.is_trial)));
  co_return response.with_header("Set-Cookie", session_cookie(session.token, request.is_secure));
}

void add_sign_in_routes(transport::Router& router, SignInApiParts parts) {
  constexpr const char* kInvitation = "/api/v1/invitations/{token}";
  router.add(Method::kPost, "/api/v1/sign-in", handler_of(sign_in, parts));
  router.add(Method::kPost, "/api/v1/sign-out", handler_of(sign_out, parts));
  router.add(Method::kGet, kInvitation, handler_of(get_invitation, parts));
  router.add(Method::kPost, kInvitation, handler_of(accept_invitation, parts));
}

}  // namespace madoguchi::features
