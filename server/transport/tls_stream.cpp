#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "transport/byte_stream.h"
#include "transport/web_socket_stream.h"

namespace madoguchi::transport {
namespace {

namespace asio = boost::asio;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

class TlsStream final : public ByteStream {
 public:
  TlsStream(TcpSocket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {}

  asio::awaitable<boost::system::error_code> handshake() override {
    const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAwait);
    co_return error;
  }

  asio::awaitable<Transferred> read_some(asio::mutable_buffer into) override {
    return stream_.async_read_some(into, kAwait);
  }

  asio::awaitable<Transferred> write(std::array<asio::const_buffer, 2> bytes) override {
    return asio::async_write(stream_, bytes, kAwait);
  }

  asio::awaitable<void> shut_down() override {
    [[maybe_unused]] const auto [ignored] = co_await stream_.async_shutdown(kAwait);
  }

  TcpSocket& socket() override { return stream_.next_layer(); }

  void open_web_socket(const HandshakeRequest& request, SocketOpening opening) override {
    start_web_socket(std::move(stream_), request, std::move(opening));
  }

 private:
  boost::beast::ssl_stream<TcpSocket> stream_;
};

}  // namespace

std::unique_ptr<ByteStream> make_tls_stream(TcpSocket socket, asio::ssl::context& context) {
  return std::make_unique<TlsStream>(std::move(socket), context);
}

}  // namespace madoguchi::transport
