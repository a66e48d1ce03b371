#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "transport/request.h"
#include "transport/response.h"
#include "transport/route_tree.h"
#include "transport/socket.h"

namespace madoguchi::transport {

/// Runs on the connection's I/O thread and must not block: database work goes through co_await.
using Handler = std::function<boost::asio::awaitable<base::Result<Response>>(Request)>;

/// What to do with the socket once it is open: the listener that it gives gets its frames.
using OpenSocket = std::function<std::shared_ptr<SocketListener>(std::shared_ptr<Socket>)>;

/// Decides on an upgrade request before the handshake: an error becomes its HTTP problem response.
using SocketHandler = std::function<boost::asio::awaitable<base::Result<OpenSocket>>(Request)>;

struct RouteOptions {
  std::size_t max_body_bytes = 64 * 1024;
  /// Unsafe methods and sockets need an Origin that is ours, unless this is set (the widget decides
  /// by its service's own list).
  bool checks_origin_itself = false;
};

/// The table of all routes. Filled before the listener starts, then read only.
class Router {
 public:
  /// `pattern` as in api/openapi.yaml: "/api/v1/services/{serviceId}/contacts/{contactId}". Throws
  /// std::logic_error when it is malformed or taken. HEAD is answered by the GET route.
  void add(Method method, std::string pattern, Handler handler, RouteOptions options = {});
  void add_socket(std::string pattern, SocketHandler handler, SocketLimits limits = {},
                  RouteOptions options = {});
  /// Answers every GET whose path no route has (pages of the web application).
  void set_fallback(Handler handler);

  struct Match {
    const Handler* handler = nullptr;
    const SocketHandler* socket_handler = nullptr;
    RouteOptions options;
    SocketLimits limits;
    std::vector<std::pair<std::string, std::string>> path_parameters;
    /// For the log, where a path could hold a secret; empty for the fallback.
    std::string_view pattern;
  };
  /// `path` is decoded (Request::path). kNotFound, or kMethodNotAllowed when the path exists with
  /// other methods: Error::expected then lists them as an Allow header does. A path of sockets
  /// only, asked without an upgrade, is kInvalidInput of the field "Upgrade".
  [[nodiscard]] base::Result<Match> find(Method method, std::string_view path,
                                         bool is_upgrade) const;
  /// What an Allow header says for this path; empty when the path does not exist.
  [[nodiscard]] std::string allowed_methods(std::string_view path) const;
  /// Those of add(); sockets and the fallback are not among them.
  [[nodiscard]] std::vector<std::pair<Method, std::string>> routes() const;
  [[nodiscard]] std::vector<std::string> socket_routes() const;

 private:
  static constexpr std::size_t kMethods = 5;
  struct Route {
    Method method = Method::kGet;
    std::string pattern;
    std::vector<std::string> parameters;
    Handler handler;
    SocketHandler socket_handler;
    RouteOptions options;
    SocketLimits limits;
  };
  /// What stands at one leaf of the tree: indices into routes_.
  struct Leaf {
    std::array<std::optional<std::size_t>, kMethods> by_method;
    std::optional<std::size_t> socket;
  };
  using Hits = std::vector<RouteTree::Hit>;

  Leaf& leaf_of(std::string_view pattern);
  [[nodiscard]] Match match(std::size_t route, const RouteTree::Hit& hit) const;
  [[nodiscard]] std::optional<Match> match_method(Method method, const Hits& hits) const;
  [[nodiscard]] std::optional<Match> match_socket(const Hits& hits) const;
  [[nodiscard]] std::string allowed(const Hits& hits) const;

  std::vector<Route> routes_;
  std::vector<Leaf> leaves_;
  RouteTree tree_;
  Handler fallback_;
};

}  // namespace madoguchi::transport
