#pragma once

#include <array>
#include <memory>
#include <tuple>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "transport/peer.h"
#include "transport/socket_session.h"

namespace madoguchi::transport {

/// Outcome of a read or write; never thrown.
using Transferred = std::tuple<boost::system::error_code, std::size_t>;
using HandshakeRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// The bytes of one connection, with or without TLS below them. Belongs to one I/O thread.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  [[nodiscard]] virtual boost::asio::awaitable<boost::system::error_code> handshake() = 0;
  [[nodiscard]] virtual boost::asio::awaitable<Transferred> read_some(
      boost::asio::mutable_buffer into) = 0;
  /// Writes all of it.
  [[nodiscard]] virtual boost::asio::awaitable<Transferred> write(
      std::array<boost::asio::const_buffer, 2> bytes) = 0;
  /// Says that nothing more comes from us; the other direction stays open.
  [[nodiscard]] virtual boost::asio::awaitable<void> shut_down() = 0;
  [[nodiscard]] virtual TcpSocket& socket() = 0;
  /// Answers the upgrade and hands the connection to a session of its own; this stream is spent
  /// afterwards.
  virtual void open_web_socket(const HandshakeRequest& request, SocketOpening opening) = 0;
};

[[nodiscard]] std::unique_ptr<ByteStream> make_plain_stream(TcpSocket socket);
[[nodiscard]] std::unique_ptr<ByteStream> make_tls_stream(TcpSocket socket,
                                                          boost::asio::ssl::context& context);

}  // namespace madoguchi::transport
