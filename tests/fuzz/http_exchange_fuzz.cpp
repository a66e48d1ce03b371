// Whole requests as they come from the network, up to the point where a handler would run. The
// first byte says where the input is split in two reads.
#include <cstdint>
#include <string_view>

#include <spdlog/spdlog.h>

#include "base/text.h"
#include "require.h"
#include "transport/exchange.h"
#include "transport/response_head.h"

namespace {

using namespace madoguchi;
using namespace madoguchi::transport;
using fuzz::require;

struct Server {
  Server() {
    spdlog::set_level(spdlog::level::off);
    const Handler unused = [](Request) -> boost::asio::awaitable<base::Result<Response>> {
      co_return no_content();
    };
    router.add(Method::kGet, "/a/{x}", unused);
    router.add(Method::kPost, "/a", unused, {.max_body_bytes = 100});
    router.add_socket("/live", [](Request) -> boost::asio::awaitable<base::Result<OpenSocket>> {
      co_return base::fail(base::ErrorCode::kForbidden);
    });
    shared.origins = OriginRules::make({"desk.example"}, "127.0.0.1", 1).value();
    shared.proxies = TrustedProxies::make({"127.0.0.1"}).value();
  }
  Router router;
  Shared shared{{}, router, {}, {}, nullptr};
};

void check(const Parser& parser, const Shared& shared) {
  const ClientSide client{boost::asio::ip::make_address("127.0.0.1"), false};
  auto exchange = begin_exchange(parser, shared, client, "id");
  if (!exchange) {
    require(exchange.error().status >= 400 && exchange.error().status < 500);
    require(base::is_valid_text(exchange.error().body));
    require(has_sound_headers(exchange.error()));
    return;
  }
  const Request& request = exchange->request;
  require(base::is_valid_text(request.path) && !request.peer.empty());
  for (const auto& [name, value] : request.headers) require(base::is_valid_text(value));
  require(exchange->match.handler != nullptr || exchange->match.socket_handler != nullptr);
}

std::string_view feed(Parser& parser, std::string_view bytes, boost::system::error_code& error) {
  while (!bytes.empty() && !parser.is_done()) {
    const auto used = parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    bytes.remove_prefix(used);
    if (error || parser.is_header_done()) break;
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Server server;
  if (size < 1) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  Parser parser;
  parser.body_limit(boost::none);
  const std::size_t first = std::min<std::size_t>(data[0], input.size());
  boost::system::error_code error;
  const auto left = feed(parser, input.substr(0, first), error);
  if (error && error != boost::beast::http::error::need_more) return 0;
  if (!parser.is_header_done()) {
    const auto rest = input.substr(first - left.size());
    feed(parser, rest, error);
  }
  if (parser.is_header_done()) check(parser, server.shared);
  return 0;
}
