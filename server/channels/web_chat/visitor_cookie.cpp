#include "channels/web_chat/visitor_cookie.h"

namespace madoguchi::channels {
namespace {

constexpr std::string_view kName = "madoguchi_visitor";
constexpr int kYearSeconds = 365 * 24 * 60 * 60;

}  // namespace

std::string visitor_token(const transport::Request& request) {
  return std::string(request.cookie(kName));
}

std::string visitor_cookie(std::string_view service_key, std::string_view token) {
  return std::string(kName) + "=" + std::string(token) + "; Path=/api/widget/v1/" +
         std::string(service_key) + "; Max-Age=" + std::to_string(kYearSeconds) +
         "; HttpOnly; Secure; SameSite=None; Partitioned";
}

}  // namespace madoguchi::channels
