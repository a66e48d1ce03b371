// The request line and headers as text: target, percent escapes, query, cookies, route lookup. The
// input's first line is the target, the rest a Cookie header.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "require.h"
#include "transport/percent.h"
#include "transport/router.h"
#include "transport/target.h"

namespace {

using namespace madoguchi;
using namespace madoguchi::transport;
using fuzz::require;

Router make_router() {
  const Handler unused = [](Request) -> boost::asio::awaitable<base::Result<Response>> {
    co_return no_content();
  };
  Router router;
  for (const auto* pattern : {"/", "/a", "/{x}", "/a/{x}/b", "/{x}/a/{y}", "/a/b/{z}"}) {
    router.add(Method::kGet, pattern, unused);
  }
  router.add(Method::kPost, "/a/{x}", unused);
  return router;
}

void check_path(std::string_view path) {
  require(path.starts_with('/'));
  require(base::is_valid_text(path));
  require(std::ranges::none_of(path, [](unsigned char c) { return c < 0x20 || c == 0x7F; }));
  require((std::string(path) + "/").find("/../") == std::string::npos);
  require((std::string(path) + "/").find("/./") == std::string::npos);
}

void check_route(const Router& router, const Target& target) {
  for (const auto method : {Method::kGet, Method::kPost}) {
    const auto match = router.find(method, target.path, false);
    if (!match) continue;
    for (const auto& [name, value] : match->path_parameters) {
      require(!name.empty() && !value.empty() && value.find('/') == std::string::npos);
      require(target.path.find(value) != std::string::npos);
    }
  }
}

void check_percent(std::string_view text) {
  const auto decoded = percent_decode(text, Plus::kLiteral);
  if (decoded) require(base::is_valid_text(*decoded));
  if (base::is_valid_text(text)) {
    require(percent_decode(percent_encode(text), Plus::kLiteral) == text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Router router = make_router();
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line_end = std::min(input.find('\n'), input.size());
  const auto line = input.substr(0, line_end);
  check_percent(line);
  if (const auto target = parse_target(line)) {
    check_path(target->path);
    check_route(router, *target);
    if (const auto value = find_query_parameter(target->query, "a")) {
      require(base::is_valid_text(*value));
    }
  }
  const auto cookies = input.substr(std::min(line_end + 1, input.size()));
  if (const auto value = find_cookie(cookies, "session")) {
    require(value->find(';') == std::string_view::npos);
  }
  return 0;
}
