#include "transport/router.h"

#include <stdexcept>

namespace madoguchi::transport {
namespace {

constexpr std::array<std::string_view, 5> kMethodNames{"GET, HEAD", "POST", "PUT", "PATCH",
                                                       "DELETE"};

std::size_t index_of(Method method) { return static_cast<std::size_t>(method); }

void append_name(std::string& list, std::string_view name) {
  if (!list.empty()) list += ", ";
  list += name;
}

}  // namespace

Router::Leaf& Router::leaf_of(std::string_view pattern) {
  const std::size_t leaf = tree_.add(pattern);
  if (leaf >= leaves_.size()) leaves_.resize(leaf + 1);
  return leaves_[leaf];
}

void Router::add(Method method, std::string pattern, Handler handler, RouteOptions options) {
  auto& place = leaf_of(pattern).by_method[index_of(method)];
  if (place) throw std::logic_error("route added twice: " + pattern);
  place = routes_.size();
  auto names = RouteTree::parameter_names(pattern);
  routes_.push_back(
      {method, std::move(pattern), std::move(names), std::move(handler), {}, options, {}});
}

void Router::add_socket(std::string pattern, SocketHandler handler, SocketLimits limits,
                        RouteOptions options) {
  auto& place = leaf_of(pattern).socket;
  if (place) throw std::logic_error("socket route added twice: " + pattern);
  place = routes_.size();
  auto names = RouteTree::parameter_names(pattern);
  routes_.push_back({Method::kGet,
                     std::move(pattern),
                     std::move(names),
                     {},
                     std::move(handler),
                     options,
                     limits});
}

void Router::set_fallback(Handler handler) { fallback_ = std::move(handler); }

Router::Match Router::match(std::size_t index, const RouteTree::Hit& hit) const {
  const Route& route = routes_[index];
  Match match;
  if (route.handler) match.handler = &route.handler;
  if (route.socket_handler) match.socket_handler = &route.socket_handler;
  match.options = route.options;
  match.limits = route.limits;
  match.pattern = route.pattern;
  for (std::size_t i = 0; i < hit.values.size(); ++i) {
    match.path_parameters.emplace_back(route.parameters[i], hit.values[i]);
  }
  return match;
}

std::optional<Router::Match> Router::match_method(Method method, const Hits& hits) const {
  for (const auto& hit : hits) {
    if (const auto route = leaves_[hit.leaf].by_method[index_of(method)]) return match(*route, hit);
  }
  return std::nullopt;
}

std::optional<Router::Match> Router::match_socket(const Hits& hits) const {
  for (const auto& hit : hits) {
    if (const auto route = leaves_[hit.leaf].socket) return match(*route, hit);
  }
  return std::nullopt;
}

std::string Router::allowed(const Hits& hits) const {
  std::string list;
  for (std::size_t method = 0; method < kMethods; ++method) {
    for (const auto& hit : hits) {
      if (!leaves_[hit.leaf].by_method[method]) continue;
      append_name(list, kMethodNames[method]);
      break;
    }
  }
  if (list.empty() && match_socket(hits)) list = "GET";
  return list;
}

base::Result<Router::Match> Router::find(Method method, std::string_view path,
                                         bool is_upgrade) const {
  const Hits hits = tree_.find(path);
  if (is_upgrade) {
    if (auto found = match_socket(hits)) return *std::move(found);
  }
  if (auto found = match_method(method, hits)) return *std::move(found);
  const std::string list = allowed(hits);
  if (list == "GET" && method == Method::kGet) {
    return base::fail(base::invalid_input("Upgrade", "websocket"));
  }
  if (!list.empty()) {
    return base::fail(
        {.code = base::ErrorCode::kMethodNotAllowed, .field = "method", .expected = list});
  }
  if (method != Method::kGet || !fallback_) return base::fail(base::ErrorCode::kNotFound);
  Match found;
  found.handler = &fallback_;
  return found;
}

std::string Router::allowed_methods(std::string_view path) const {
  const Hits hits = tree_.find(path);
  if (hits.empty() && fallback_) return std::string(kMethodNames[0]);
  return allowed(hits);
}

std::vector<std::pair<Method, std::string>> Router::routes() const {
  std::vector<std::pair<Method, std::string>> list;
  for (const auto& route : routes_) {
    if (route.handler) list.emplace_back(route.method, route.pattern);
  }
  return list;
}

std::vector<std::string> Router::socket_routes() const {
  std::vector<std::string> list;
  for (const auto& route : routes_) {
    if (route.socket_handler) list.push_back(route.pattern);
  }
  return list;
}

}  // namespace madoguchi::transport
