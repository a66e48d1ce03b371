#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/ssl.h>

#include "transport/listener.h"
#include "transport/router.h"

namespace spdlog {
class logger;
}

namespace madoguchi::transport {

/// How long a test waits for something that must happen before it fails.
constexpr std::chrono::seconds kPatience{20};

/// Waits until `is_true` says so; false when it does not within kPatience.
[[nodiscard]] bool eventually(const std::function<bool()>& is_true);

struct ClientResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const;
  /// A text member of the JSON body; empty when there is none.
  [[nodiscard]] std::string member(std::string_view name) const;
};

/// A blocking client that sends exactly the bytes it is told to.
class RawClient {
 public:
  enum class Security { kPlain, kTls };
  explicit RawClient(std::uint16_t port, Security security = Security::kPlain);
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  /// False when the other side closed.
  bool send(std::string_view bytes);
  /// Nothing when the connection ended before a whole response, or it was none.
  [[nodiscard]] std::optional<ClientResponse> read_response(bool has_body = true);
  /// Exactly so many bytes, or what came before the end.
  [[nodiscard]] std::string read(std::size_t bytes);
  /// What still comes until the other side closes; nothing when it does not close.
  [[nodiscard]] std::optional<std::string> read_to_end();
  /// Keeps the kernel from buffering much for a client that does not read.
  void shrink_receive_buffer();
  [[nodiscard]] SSL* tls() { return ssl_; }
  [[nodiscard]] int file() const { return fd_; }

 private:
  bool fill();

  int fd_ = -1;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  std::string buffer_;
  bool is_ended_ = false;
};

/// A WebSocket client of single frames.
class SocketClient {
 public:
  struct Frame {
    int opcode = 0;  ///< 1 text, 8 close, 9 ping, 10 pong
    std::string payload;
    [[nodiscard]] int close_code() const;
  };

  explicit SocketClient(std::uint16_t port,
                        RawClient::Security security = RawClient::Security::kPlain)
      : client_(port, security), port_(port), security_(security) {}

  /// Sends the upgrade with our own Origin unless `headers` has one; the answer.
  [[nodiscard]] std::optional<ClientResponse> open(std::string_view path,
                                                   std::string_view headers = "");
  bool send_text(std::string_view text) { return send_frame(0x81, text); }
  /// The first byte holds FIN and opcode (RFC 6455 section 5.2).
  bool send_frame(int first_byte, std::string_view payload, bool is_masked = true);
  /// Nothing when the connection ended.
  [[nodiscard]] std::optional<Frame> read_frame();
  /// Reads on to the close frame.
  [[nodiscard]] int read_close_code();
  RawClient& raw() { return client_; }

 private:
  RawClient client_;
  const std::uint16_t port_;
  const RawClient::Security security_;
};

/// Takes what is logged while it lives.
class LogCapture {
 public:
  LogCapture();
  ~LogCapture();
  [[nodiscard]] std::string text() const;

 private:
  struct Lines;
  std::shared_ptr<Lines> lines_;
  std::shared_ptr<spdlog::logger> before_;
};

/// A listener on a free port of 127.0.0.1 that checks its deadlines often.
class TestServer {
 public:
  [[nodiscard]] static ListenerOptions quick_options();

  /// The router is filled by `add_routes` before the start.
  explicit TestServer(const std::function<void(Router&)>& add_routes,
                      ListenerOptions options = quick_options());
  ~TestServer();

  [[nodiscard]] std::uint16_t port() const { return listener_->port(); }
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
  [[nodiscard]] std::string origin() const { return "http://" + host(); }
  [[nodiscard]] Listener& listener() { return *listener_; }
  /// One request on a connection of its own, with Host and the header lines given (each ending in
  /// CR LF).
  ClientResponse ask(std::string_view method, std::string_view target,
                     std::string_view headers = "", std::string_view body = "") const;
  /// The same as bytes.
  [[nodiscard]] std::string request(std::string_view method, std::string_view target,
                                    std::string_view headers = "",
                                    std::string_view body = "") const;

  [[nodiscard]] std::string log() const { return log_.text(); }

 private:
  LogCapture log_;
  Router router_;
  std::unique_ptr<Listener> listener_;
};

/// Holds requests until it is opened; safe to use from every thread.
class Gate {
 public:
  void open() { is_open_ = true; }
  [[nodiscard]] int waiting() const { return waiting_; }
  [[nodiscard]] boost::asio::awaitable<void> pass();
  /// Answers 204 once it is open.
  [[nodiscard]] Handler handler();

 private:
  std::atomic<bool> is_open_{false};
  std::atomic<int> waiting_{0};
};

/// A handler that answers {"path":...} at once.
[[nodiscard]] Handler echo_path();
[[nodiscard]] Handler echo_body();

}  // namespace madoguchi::transport
