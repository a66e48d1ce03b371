#include "features/sign_in/session_cookie.h"

#include <fmt/format.h>

#include "features/sign_in/session.h"

namespace madoguchi::features {
namespace {

std::string cookie(const std::string& value, std::int64_t max_age_seconds, bool is_secure) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", kSessionCookie, value,
                     max_age_seconds, is_secure ? "; Secure" : "");
}

}  // namespace

std::string session_cookie(const std::string& token, bool is_secure) {
  return cookie(token, std::chrono::duration_cast<base::Seconds>(kSessionLimit).count(), is_secure);
}

std::string ended_session_cookie(bool is_secure) { return cookie("", 0, is_secure); }

}  // namespace madoguchi::features
