#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "base/json_reader.h"
#include "features/sign_in/request_input.h"
#include "features/sign_in/sign_in_api.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using transport::Method;
using transport::Request;

transport::Response me_response(const SignInApiParts& parts, const Me& me) {
  return transport::json_response(boost::json::serialize(me_json(me, parts.live, parts.is_trial)));
}

boost::json::object session_json(const Session& session, base::SessionId current) {
  return {
      {"id", base::json_id(session.id)},
      {"startedAt", base::json_time(session.started_at)},
      {"lastSeenAt", base::json_time(session.last_seen_at)},
      {"address", session.address},
      {"userAgent", session.user_agent},
      {"isCurrent", session.id == current},
  };
}

ResponseAwaitable get_me(SignInApiParts parts, Request request) {
  MDG_AWAIT(Principal principal, parts.sign_in.authenticate(request));
  MDG_AWAIT(const Me me, parts.me.get(std::move(principal)));
  co_return me_response(parts, me);
}

ResponseAwaitable update_me(SignInApiParts parts, Request request) {
  MDG_AWAIT(Principal principal, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  MePatch patch;
  patch.name = body.optional_string("name", {.min = 1, .max = 100, .one_line = true});
  if (auto preferences = body.optional_object("preferences")) {
    patch.preferences = read_preferences(*preferences);
  }
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const Me me, parts.me.update(std::move(principal), std::move(patch)));
  co_return me_response(parts, me);
}

ResponseAwaitable change_password(SignInApiParts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  const std::string current = body.string("current", {.max = 200, .trim = false});
  const std::string fresh = body.string("new", kNewPassword);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT_TRY(parts.sign_in.change_password(std::move(me), current, fresh));
  co_return transport::no_content();
}

ResponseAwaitable list_sessions(SignInApiParts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_AWAIT(const auto sessions, parts.sign_in.list_sessions(me));
  boost::json::array rows;
  for (const Session& session : sessions) rows.push_back(session_json(session, me.session));
  const boost::json::object json{{"sessions", std::move(rows)}};
  co_return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable end_session(SignInApiParts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto session, path_id<base::SessionId>(request, "sessionId"));
  MDG_AWAIT_TRY(parts.sign_in.end_session(std::move(me), session));
  co_return transport::no_content();
}

}  // namespace

void add_me_routes(transport::Router& router, SignInApiParts parts) {
  router.add(Method::kGet, "/api/v1/me", handler_of(get_me, parts));
  router.add(Method::kPatch, "/api/v1/me", handler_of(update_me, parts));
  router.add(Method::kPut, "/api/v1/me/password", handler_of(change_password, parts));
  router.add(Method::kGet, "/api/v1/me/sessions", handler_of(list_sessions, parts));
  router.add(Method::kDelete, "/api/v1/me/sessions/{sessionId}", handler_of(end_session, parts));
}

}  // namespace madoguchi::features
