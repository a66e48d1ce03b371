#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "transport/peer.h"
#include "transport/problem.h"
#include "transport/router.h"

namespace madoguchi::transport {

using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

/// One request between its header and its answer.
struct Exchange {
  Request request;  ///< still without its body
  Router::Match match;
  std::string_view method;  ///< as it came: GET, HEAD, POST, ...
  bool is_head = false;
  bool expects_continue = false;
  [[nodiscard]] bool is_upgrade() const { return match.socket_handler != nullptr; }
};

/// The client's side of a connection, the same for all its requests.
struct ClientSide {
  boost::asio::ip::address address;
  bool is_tls = false;
};

/// Everything that can be decided before the body is read: syntax, Host, route, Origin, length. The
/// error is the response.
[[nodiscard]] tl::expected<Exchange, Response> begin_exchange(const Parser& parser,
                                                              const Shared& shared,
                                                              const ClientSide& client,
                                                              std::string_view request_id);

/// The response of an error that ended a request, written to the log with its id: our own faults as
/// errors.
[[nodiscard]] Response answer_error(const base::Error& error, std::string_view request_id,
                                    std::string_view method, std::string_view pattern);

[[nodiscard]] base::Error body_too_large(std::size_t max_body_bytes);

}  // namespace madoguchi::transport
