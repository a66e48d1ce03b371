#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::features {

inline constexpr std::string_view kSessionCookie = "madoguchi_session";
inline constexpr base::Milliseconds kSessionIdleLimit = std::chrono::days(14);
inline constexpr base::Milliseconds kSessionLimit = std::chrono::days(90);
/// How exactly last_seen_at is kept.
inline constexpr base::Milliseconds kLastSeenStep = base::Minutes(1);

/// One signed-in browser.
struct Session {
  base::SessionId id;
  base::OperatorId operator_id;
  base::Time started_at;
  base::Time last_seen_at;
  std::string address;
  std::string user_agent;

  [[nodiscard]] bool is_over(base::Time now) const {
    return now >= started_at + kSessionLimit || now >= last_seen_at + kSessionIdleLimit;
  }
};

/// A session that was just made, with its secret: it leaves the program once, as a cookie.
struct StartedSession {
  base::OperatorId operator_id;
  base::SessionId id;
  std::string token;
  /// What it displaced: for SignInService::sessions_ended() after the commit.
  std::vector<base::SessionId> ended;
};

}  // namespace madoguchi::features
