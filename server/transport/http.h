#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "transport/route_tree.h"

namespace madoguchi::transport {

using Headers = std::vector<std::pair<std::string, std::string>>;

enum class Method { kGet, kPost, kPut, kPatch, kDelete };

/// One request, read whole. Owned by the handler's coroutine (handlers take it by value).
struct Request {
  Method method = Method::kGet;
  std::string path;   ///< without the query, percent-decoded, valid UTF-8
  std::string query;  ///< raw, without '?'
  Headers headers;    ///< names in lower case, in order
  std::vector<std::pair<std::string, std::string>> path_parameters;  ///< "serviceId" -> "123"
  std::string body;
  std::string peer;        ///< address of the client (behind a trusted proxy, what the proxy says)
  bool is_secure = false;  ///< TLS here or at a trusted proxy
  std::string id;          ///< made here; goes into logs and problem documents

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  [[nodiscard]] std::string_view path_parameter(std::string_view name) const;
  /// Decoded; nothing when absent or not valid UTF-8.
  [[nodiscard]] std::optional<std::string> query_parameter(std::string_view name) const;
};

class BodySource;

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  /// A large or shared body in place of `body`, sent without a copy (embedded assets, cached
  /// pages).
  std::shared_ptr<const std::string> shared_body;
  std::string_view static_body;  ///< the same for memory that outlives the process' connections
  /// In place of them: read while it is sent (file_body.h).
  std::shared_ptr<BodySource> source;

  /// Adds one more; a name may stand several times (Set-Cookie). Control characters in it make the
  /// listener answer 500.
  Response& with_header(std::string name, std::string value);
};

[[nodiscard]] Response json_response(std::string json, int status = 200);
[[nodiscard]] Response no_content();
/// RFC 9457 problem document of an error: {type, title, status, code, field?, expected?, detail?,
/// requestId, retryAfterSeconds?}.
[[nodiscard]] Response problem_response(const base::Error& error, std::string_view request_id);

/// Runs on the connection's I/O thread and must not block: database work goes through co_await.
using Handler = std::function<boost::asio::awaitable<base::Result<Response>>(Request)>;

class Socket;

/// The application's side of one WebSocket; called on the socket's I/O thread only, never after
/// on_closed.
class SocketListener {
 public:
  virtual ~SocketListener() = default;
  virtual void on_text(std::string text) = 0;
  virtual void on_closed() = 0;
};

/// Our end of one WebSocket (RFC 6455). All methods are safe to call from every thread.
class Socket {
 public:
  virtual ~Socket() = default;
  /// Queues a text frame. A socket whose queue is over its byte cap is cut (close code 1013): the
  /// client resumes by number.
  virtual void send(std::shared_ptr<const std::string> text) = 0;
  /// Close codes: RFC 6455 §7.4, and 4000-4999 of ours (see docs/events.md).
  virtual void close(std::uint16_t code, std::string reason) = 0;
};

struct SocketLimits {
  std::size_t max_frame_bytes = 64 * 1024;  ///< a larger one closes with 1009
  std::size_t max_queued_bytes = 1024 * 1024;
  int ping_seconds = 20;  ///< two unanswered pings close the socket
};

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
