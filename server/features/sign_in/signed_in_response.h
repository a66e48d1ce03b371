#pragma once

#include "base/json_reader.h"
#include "features/operators/live_states.h"
#include "features/sign_in/invitations_service.h"
#include "features/sign_in/me_service.h"
#include "features/sign_in/sign_in_service.h"
#include "transport/request.h"
#include "transport/response.h"

namespace madoguchi::features {

/// A password that is chosen: 10 to 200 characters, as they were entered.
inline constexpr base::TextLimits kNewPassword{.min = 10, .max = 200, .trim = false};

/// What the routes of sign-in and of the own account need; referred to for as long as the router
/// lives.
struct SignInApiParts {
  SignInService& sign_in;
  InvitationsService& invitations;
  MeService& me;
  const LiveStates& live;
  bool is_trial = false;
};

/// The answer to whoever was just signed in: Me, with the session's cookie.
[[nodiscard]] boost::asio::awaitable<base::Result<transport::Response>> signed_in_response(
    SignInApiParts parts, StartedSession session, transport::Request request);

}  // namespace madoguchi::features
