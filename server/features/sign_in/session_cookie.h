#pragma once

#include <string>

namespace madoguchi::features {

/// Set-Cookie of a new session (RFC 6265): HttpOnly, SameSite=Lax, for the whole site, as long as a
/// session can live.
[[nodiscard]] std::string session_cookie(const std::string& token, bool is_secure);
/// Set-Cookie that removes it.
[[nodiscard]] std::string ended_session_cookie(bool is_secure);

}  // namespace madoguchi::features
