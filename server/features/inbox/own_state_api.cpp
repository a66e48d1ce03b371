#include <boost/json/serialize.hpp>

#include "features/inbox/inbox_api.h"
#include "features/live/live_desk_async.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using base::Result;
using boost::asio::awaitable;
using transport::Request;
using transport::Response;

constexpr base::EnumName<desk::ChosenState> kStates[] = {{"ready", desk::ChosenState::kReady},
                                                         {"work", desk::ChosenState::kWork},
                                                         {"break", desk::ChosenState::kBreak},
                                                         {"offline", desk::ChosenState::kOffline}};

Response state_response(const InboxApiParts& parts, base::OperatorId me) {
  return transport::json_response(json::serialize(parts.desk.states().operator_state(me)));
}

awaitable<Result<Response>> choose_state(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  desk::ChooseState command{.operator_id = me.id};
  command.state = body.enumeration<desk::ChosenState>("state", kStates);
  const auto reason = body.nullable_id<base::WorkReasonId>("workReasonId");
  if (reason && !parts.work_reasons.has(*reason))
    body.refuse("workReasonId", "a work reason in use");
  MDG_CO_TRY(body.finish());
  command.work_reason = reason.value_or(base::WorkReasonId{});
  MDG_AWAIT_TRY(run(parts.desk, command));
  co_return state_response(parts, me.id);
}

awaitable<Result<Response>> set_switches(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  desk::SetSwitches command{me.id, body.optional_boolean("chat"),
                            body.optional_boolean("doNotDisturb"), body.optional_boolean("phone")};
  MDG_CO_TRY(body.finish());
  MDG_AWAIT_TRY(run(parts.desk, command));
  co_return state_response(parts, me.id);
}

}  // namespace

void add_own_state_routes(transport::Router& router, InboxApiParts parts) {
  router.add(transport::Method::kPut, "/api/v1/me/state",
             [parts](Request request) { return choose_state(parts, std::move(request)); });
  router.add(transport::Method::kPut, "/api/v1/me/switches",
             [parts](Request request) { return set_switches(parts, std::move(request)); });
}

}  // namespace madoguchi::features
