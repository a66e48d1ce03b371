#include "transport/response_head.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "base/ascii.h"
#include "transport/body_source.h"

namespace madoguchi::transport {
namespace {

struct Reason {
  int status;
  std::string_view phrase;
};

constexpr std::array kReasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{415, "Unsupported Media Type"},
    Reason{416, "Range Not Satisfiable"},
    Reason{417, "Expectation Failed"},
    Reason{422, "Unprocessable Content"},
    Reason{426, "Upgrade Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{503, "Service Unavailable"},
};

std::string_view reason_of(int status) {
  const auto found = std::ranges::find(kReasons, status, &Reason::status);
  return found == kReasons.end() ? std::string_view{} : found->phrase;
}

bool is_token_char(char c) {
  return base::is_ascii_letter_or_digit(c) ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool is_refused_in_value(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

/// Those that the listener itself sets: what a handler says about them would break the framing.
bool is_framing(std::string_view name) {
  return base::equals_ignoring_case(name, "Content-Length") ||
         base::equals_ignoring_case(name, "Transfer-Encoding") ||
         base::equals_ignoring_case(name, "Connection") || base::equals_ignoring_case(name, "Date");
}

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const auto& header) {
    return base::equals_ignoring_case(header.first, name);
  });
}

void add_default(Response& response, std::string_view name, std::string_view value) {
  if (!has_header(response, name)) response.headers.emplace_back(name, value);
}

/// RFC 9110 section 5.6.7; made once a second and thread. strftime would follow the locale.
std::string_view date_now() {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  thread_local std::time_t made_at = 0;
  thread_local std::array<char, 40> text{};
  const std::time_t now = std::time(nullptr);
  if (now != made_at) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                  kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                  utc.tm_min, utc.tm_sec);
    made_at = now;
  }
  return text.data();
}

void append_line(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

bool may_have_body(int status) { return status != 204 && status != 304; }

}  // namespace

std::string_view body_of(const Response& response) {
  if (response.shared_body) return *response.shared_body;
  if (!response.static_body.empty()) return response.static_body;
  return response.body;
}

std::string_view sent_body_of(const Response& response) {
  return may_have_body(response.status) ? body_of(response) : std::string_view{};
}

std::uint64_t length_of(const Response& response) {
  return response.source ? response.source->size() : body_of(response).size();
}

bool has_sound_headers(const Response& response) {
  return std::ranges::all_of(response.headers, [](const auto& header) {
    return !header.first.empty() && std::ranges::all_of(header.first, is_token_char) &&
           std::ranges::none_of(header.second, is_refused_in_value);
  });
}

void add_common_headers(Response& response, std::string_view request_id) {
  add_default(response, "X-Content-Type-Options", "nosniff");
  add_default(response, "Referrer-Policy", "same-origin");
  add_default(response, "Cache-Control", "no-store");
  add_default(response, "X-Request-Id", request_id);
}

std::string response_head(const Response& response, Persistence persistence) {
  std::string head;
  head.reserve(512);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(reason_of(response.status)).append("\r\n");
  append_line(head, "Date", date_now());
  for (const auto& [name, value] : response.headers) {
    if (!is_framing(name)) append_line(head, name, value);
  }
  if (may_have_body(response.status)) {
    append_line(head, "Content-Length", std::to_string(length_of(response)));
  }
  append_line(head, "Connection", persistence == Persistence::kClose ? "close" : "keep-alive");
  return head.append("\r\n");
}

}  // namespace madoguchi::transport
