#include <boost/asio/write.hpp>

#include "transport/await.h"
#include "transport/byte_stream.h"
#include "transport/web_socket_stream.h"

namespace madoguchi::transport {
namespace {

namespace asio = boost::asio;

class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(TcpSocket socket) : socket_(std::move(socket)) {}

  asio::awaitable<boost::system::error_code> handshake() override {
    co_return boost::system::error_code{};
  }

  asio::awaitable<Transferred> read_some(asio::mutable_buffer into) override {
    return socket_.async_read_some(into, kAwait);
  }

  asio::awaitable<Transferred> write(std::array<asio::const_buffer, 2> bytes) override {
    return asio::async_write(socket_, bytes, kAwait);
  }

  asio::awaitable<void> shut_down() override {
    boost::system::error_code ignored;
    socket_.shutdown(TcpSocket::shutdown_send, ignored);
    co_return;
  }

  TcpSocket& socket() override { return socket_; }

  void open_web_socket(const HandshakeRequest& request, SocketOpening opening) override {
    start_web_socket(std::move(socket_), request, std::move(opening));
  }

 private:
  TcpSocket socket_;
};

}  // namespace

std::unique_ptr<ByteStream> make_plain_stream(TcpSocket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

}  // namespace madoguchi::transport
