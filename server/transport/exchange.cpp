#include "transport/exchange.h"

#include <boost/beast/http/rfc7230.hpp>
#include <spdlog/spdlog.h>

#include "base/ascii.h"
#include "base/text.h"
#include "transport/target.h"

namespace madoguchi::transport {
namespace {

namespace http = boost::beast::http;
using Fields = http::request<http::string_body>;
template <class T>
using Checked = tl::expected<T, ProtocolError>;

std::optional<Method> method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
    case http::verb::head:
      return Method::kGet;
    case http::verb::post:
      return Method::kPost;
    case http::verb::put:
      return Method::kPut;
    case http::verb::patch:
      return Method::kPatch;
    case http::verb::delete_:
      return Method::kDelete;
    default:
      return std::nullopt;
  }
}

tl::unexpected<ProtocolError> bad_request(std::string field, std::string expected, int status = 400,
                                          std::string title = "Not a valid HTTP request") {
  return tl::unexpected(
      ProtocolError{status, std::move(title), std::move(field), std::move(expected)});
}

Checked<void> copy_headers(const Fields& fields, Request& request) {
  for (const auto& field : fields) {
    const std::string_view value(field.value().data(), field.value().size());
    auto name = base::lower_ascii({field.name_string().data(), field.name_string().size()});
    if (!base::is_valid_text(value)) return bad_request(std::move(name), "UTF-8");
    request.headers.emplace_back(std::move(name), value);
  }
  return {};
}

/// Sets path and query; the answer is the name the client called us by.
Checked<std::string> read_target(const Fields& fields, Request& request) {
  auto target = parse_target({fields.target().data(), fields.target().size()});
  if (!target) {
    return bad_request(std::move(target.error().field), std::move(target.error().expected));
  }
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  if (fields.count(http::field::host) != 1) return bad_request("Host", "exactly one Host header");
  if (!target->authority.empty()) return std::move(target->authority);
  return std::string(request.header("host"));
}

/// Framing that proxies read in different ways (RFC 9112 section 6.3, section 11.2).
Checked<void> check_framing(const Parser& parser) {
  const Fields& fields = parser.get();
  const bool is_encoded = fields.count(http::field::transfer_encoding) > 0;
  if (is_encoded && (!parser.chunked() || fields.version() < 11)) {
    return bad_request("Transfer-Encoding", "chunked alone");
  }
  if (fields.count(http::field::content_length) > 1) {
    return bad_request("Content-Length", "one Content-Length header");
  }
  return {};
}

Checked<bool> check_expectation(const Fields& fields, const Request& request) {
  const auto value = request.header("expect");
  if (value.empty() || fields.version() < 11) return false;
  if (base::equals_ignoring_case(value, "100-continue")) return true;
  return bad_request("Expect", "100-continue", 417, "This expectation is not met");
}

bool asks_upgrade(const Fields& fields) {
  return fields.version() >= 11 && fields.method() == http::verb::get &&
         http::token_list{fields[http::field::connection]}.exists("upgrade") &&
         http::token_list{fields[http::field::upgrade]}.exists("websocket");
}

/// RFC 6455 section 4.2.1.
Checked<void> check_upgrade(const Request& request) {
  constexpr std::size_t kKeyLength = 24;
  if (request.header("sec-websocket-version") != "13") {
    return bad_request("Sec-WebSocket-Version", "13", 426, "This WebSocket version is not spoken");
  }
  if (request.header("sec-websocket-key").size() != kKeyLength) {
    return bad_request("Sec-WebSocket-Key", "16 bytes in base64");
  }
  return {};
}

base::Result<Router::Match> find_route(const Router& router, std::optional<Method> method,
                                       const Request& request, bool asks_for_upgrade) {
  if (method) return router.find(*method, request.path, asks_for_upgrade);
  auto allowed = router.allowed_methods(request.path);
  if (allowed.empty()) return base::fail(base::ErrorCode::kNotFound);
  return base::fail({.code = base::ErrorCode::kMethodNotAllowed,
                     .field = "method",
                     .expected = std::move(allowed)});
}

base::Status check_length(const Parser& parser, const Router::Match& match) {
  const auto length = parser.content_length();
  if (!length || *length <= match.options.max_body_bytes) return {};
  return base::fail(body_too_large(match.options.max_body_bytes));
}

base::Status check_origin(const Shared& shared, const Exchange& exchange) {
  const bool is_safe = exchange.request.method == Method::kGet && !exchange.is_upgrade();
  if (is_safe || exchange.match.options.checks_origin_itself) return {};
  return shared.origins.check_origin(exchange.request, exchange.is_upgrade());
}

/// On one line of the log, whatever input the detail quotes.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

/// What is wrong with the request as HTTP; the name the client called us by when nothing is.
Checked<std::string> read_request(const Parser& parser, Exchange& exchange) {
  if (const auto copied = copy_headers(parser.get(), exchange.request); !copied) {
    return tl::unexpected(copied.error());
  }
  if (const auto framing = check_framing(parser); !framing) {
    return tl::unexpected(framing.error());
  }
  const auto expectation = check_expectation(parser.get(), exchange.request);
  if (!expectation) return tl::unexpected(expectation.error());
  exchange.expects_continue = *expectation;
  const auto verb = http::to_string(parser.get().method());
  exchange.method = {verb.data(), verb.size()};
  exchange.is_head = parser.get().method() == http::verb::head;
  return read_target(parser.get(), exchange.request);
}

/// Whether we serve it: host, route, origin, length.
base::Status admit(const Parser& parser, const Shared& shared, std::string_view host,
                   Exchange& exchange) {
  Request& request = exchange.request;
  MDG_TRY(shared.origins.check_host(host, request.is_secure));
  const auto method = method_of(parser.get().method());
  request.method = method.value_or(Method::kGet);
  MDG_ASSIGN(exchange.match,
             find_route(shared.router, method, request, asks_upgrade(parser.get())));
  request.path_parameters = std::move(exchange.match.path_parameters);
  MDG_TRY(check_origin(shared, exchange));
  return check_length(parser, exchange.match);
}

}  // namespace

tl::expected<Exchange, Response> begin_exchange(const Parser& parser, const Shared& shared,
                                                const ClientSide& client,
                                                std::string_view request_id) {
  Exchange exchange;
  Request& request = exchange.request;
  request.id = request_id;
  request.is_secure = client.is_tls;
  auto host = read_request(parser, exchange);
  if (!host) return tl::unexpected(problem_response(host.error(), request_id));
  request.peer = client.address.to_string();
  shared.proxies.apply(client.address, request);
  if (auto admitted = admit(parser, shared, *host, exchange); !admitted) {
    return tl::unexpected(
        answer_error(admitted.error(), request_id, exchange.method, exchange.match.pattern));
  }
  if (!exchange.is_upgrade()) return exchange;
  if (const auto upgrade = check_upgrade(request); !upgrade) {
    return tl::unexpected(problem_response(upgrade.error(), request_id));
  }
  return exchange;
}

Response answer_error(const base::Error& error, std::string_view request_id,
                      std::string_view method, std::string_view pattern) {
  const base::ErrorRow& row = base::error_row(error.code);
  const auto level = row.is_our_fault ? spdlog::level::err : spdlog::level::info;
  spdlog::log(level, "request {}: {} {}: {} {} {}", request_id, method,
              pattern.empty() ? "(no route)" : pattern, row.http_status, row.key,
              one_line(error.detail));
  return problem_response(error, request_id);
}

base::Error body_too_large(std::size_t max_body_bytes) {
  return {.code = base::ErrorCode::kTooLarge,
          .field = "body",
          .expected = "at most " + std::to_string(max_body_bytes) + " bytes"};
}

}  // namespace madoguchi::transport
