#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "transport/byte_stream.h"
#include "transport/response.h"
#include "transport/response_head.h"

namespace madoguchi::transport {

/// The SocketSession over one kind of stream. Included only where a stream is made: Beast's
/// WebSocket costs seconds to compile.
template <class Stream>
class WebSocketStream final : public SocketSession {
  using error_code = boost::system::error_code;

 public:
  WebSocketStream(Stream stream, SocketOpening opening)
      : SocketSession(std::move(opening)), ws_(std::move(stream)) {
    namespace websocket = boost::beast::websocket;
    // Deadlines and pings are SocketSession::tick's: Beast's would be a timer for each socket.
    ws_.set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                   websocket::stream_base::none(), false});
    ws_.auto_fragment(false);
    ws_.read_message_max(limits().max_frame_bytes);
    ws_.control_callback([this](websocket::frame_type, boost::beast::string_view) { on_alive(); });
  }

  void accept(const HandshakeRequest& request) {
    namespace websocket = boost::beast::websocket;
    ws_.set_option(websocket::stream_base::decorator([this](websocket::response_type& response) {
      Response common;
      add_common_headers(common, request_id());
      for (const auto& [name, value] : common.headers) response.set(name, value);
    }));
    ws_.async_accept(request, [this, self = shared_from_this()](error_code error) {
      ws_.set_option(websocket::stream_base::decorator([](websocket::response_type&) {}));
      ws_.text(true);
      on_opened(!error);
    });
  }

 private:
  /// What an idle socket may keep of its read buffer.
  static constexpr std::size_t kKeptBuffer = 4096;

  void read_next() override {
    ws_.async_read(buffer_, [this, self = shared_from_this()](error_code error, std::size_t) {
      if (error) return on_ended();
      if (ws_.got_binary()) {
        buffer_.clear();
        return on_binary();
      }
      const auto bytes = buffer_.cdata();
      std::string text(static_cast<const char*>(bytes.data()), bytes.size());
      buffer_.clear();
      if (buffer_.capacity() > kKeptBuffer) buffer_.shrink_to_fit();
      on_text(std::move(text));
    });
  }

  void write(const std::string& frame) override {
    ws_.async_write(
        boost::asio::buffer(frame),
        [this, self = shared_from_this()](error_code error, std::size_t) { on_written(!error); });
  }

  void ping() override {
    ws_.async_ping({}, [this, self = shared_from_this()](error_code) { on_pinged(); });
  }

  void send_close(std::uint16_t code, const std::string& reason) override {
    boost::beast::websocket::close_reason why;
    why.code = code;
    why.reason = reason;
    ws_.async_close(why, [this, self = shared_from_this()](error_code) { on_ended(); });
  }

  bool is_open() const override { return ws_.is_open(); }

  void drop() override {
    error_code ignored;
    boost::beast::get_lowest_layer(ws_).close(ignored);
  }

  boost::beast::websocket::stream<Stream, false> ws_;
  boost::beast::flat_buffer buffer_;
};

template <class Stream>
void start_web_socket(Stream stream, const HandshakeRequest& request, SocketOpening opening) {
  std::make_shared<WebSocketStream<Stream>>(std::move(stream), std::move(opening))->accept(request);
}

}  // namespace madoguchi::transport
