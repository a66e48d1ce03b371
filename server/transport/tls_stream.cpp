#include <boost/asio/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "transport/await.h"
#include "transport/byte_stream.h"
#include "transport/web_socket_stream.h"

namespace madoguchi::transport {
namespace {

namespace asio = boost::asio;

/// The plain bytes of one TLS record (RFC 8446 section 5.1).
constexpr std::size_t kMaxRecord = 16 * 1024;

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

  /// One buffer at a time: Beast's ssl_stream (1.81) takes an empty buffer in front of the rest of
  /// an array for the end, and async_write would then report success for a part. What fits one
  /// record goes out as one.
  asio::awaitable<Transferred> write(std::array<asio::const_buffer, 2> bytes) override {
    std::string joined;
    if (asio::buffer_size(bytes) <= kMaxRecord) {
      joined.resize(asio::buffer_size(bytes));
      asio::buffer_copy(asio::buffer(joined), bytes);
      bytes = {asio::buffer(joined), asio::const_buffer{}};
    }
    std::size_t total = 0;
    for (const auto& buffer : bytes) {
      if (buffer.size() == 0) continue;
      const auto [error, written] =
          co_await asio::async_write(stream_, asio::const_buffer(buffer), kAwait);
      total += written;
      if (error) co_return Transferred{error, total};
    }
    co_return Transferred{boost::system::error_code{}, total};
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
