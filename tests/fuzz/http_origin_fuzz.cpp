// What the headers Host, Origin, X-Forwarded-For, Accept-Encoding and a file's name may do.
#include <cstdint>
#include <string_view>

#include "require.h"
#include "transport/accept_encoding.h"
#include "transport/file_response.h"
#include "transport/forwarded.h"
#include "transport/origin.h"
#include "transport/response_head.h"

namespace {

using namespace madoguchi;
using namespace madoguchi::transport;
using fuzz::require;

void check_host(const OriginRules& rules, std::string_view text) {
  const auto host = parse_host_port(text);
  if (host) {
    require(!host->host.empty() && host->host.find_first_of("/@ \r\n\\?#") == std::string::npos);
    const auto port = host->port == 0 ? "" : ":" + std::to_string(host->port);
    require(parse_host_port(host->host + port) == host);
    require(parse_origin("https://" + std::string(text)).has_value());
  }
  // A name that only begins or ends like ours is not ours.
  if (rules.check_host(text, true)) require(host && host->host == "desk.example");
}

void check_origin(const OriginRules& rules, std::string_view text) {
  Request request;
  request.is_secure = true;
  request.headers.emplace_back("origin", text);
  if (text.empty() || !rules.check_origin(request, true)) return;
  const auto origin = parse_origin(text);
  require(origin && origin->is_secure && origin->host_port.host == "desk.example");
}

void check_forwarded(const TrustedProxies& proxies, std::string_view text) {
  Request request;
  request.headers.emplace_back("x-forwarded-for", text);
  proxies.apply(boost::asio::ip::make_address("10.0.0.1"), request);
  boost::system::error_code error;
  boost::asio::ip::make_address(request.peer, error);
  require(!error);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto rules = OriginRules::make({"desk.example"}, "127.0.0.1", 1).value();
  static const auto proxies = TrustedProxies::make({"10.0.0.0/8", "2001:db8::/32"}).value();
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_host(rules, input);
  check_origin(rules, input);
  check_forwarded(proxies, input);
  if (accepts_encoding(input, "br")) require(!input.empty());
  require(has_sound_headers(file_response(nullptr, "image/png", input)));
  return 0;
}
