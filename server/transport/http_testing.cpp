#include "transport/http_testing.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <thread>

#include <arpa/inet.h>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/ascii.h"
namespace madoguchi::transport {
namespace {

void read_header_line(std::string_view line, ClientResponse& response) {
  const auto colon = line.find(": ");
  if (colon == std::string_view::npos) return;
  response.headers.emplace_back(base::lower_ascii(line.substr(0, colon)), line.substr(colon + 2));
}

ClientResponse read_head(std::string_view head) {
  ClientResponse response;
  response.status = std::atoi(std::string(head.substr(head.find(' ') + 1, 3)).c_str());
  while (!head.empty()) {
    const auto end = std::min(head.find("\r\n"), head.size());
    read_header_line(head.substr(0, end), response);
    head.remove_prefix(std::min(end + 2, head.size()));
  }
  return response;
}

}  // namespace

bool eventually(const std::function<bool()>& is_true) {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

std::string ClientResponse::header(std::string_view name) const {
  const auto found =
      std::ranges::find(headers, name, [](const auto& h) { return std::string_view(h.first); });
  return found == headers.end() ? std::string{} : found->second;
}

std::string ClientResponse::member(std::string_view name) const {
  boost::system::error_code error;
  const auto document = boost::json::parse(body, error);
  EXPECT_FALSE(error) << body;
  if (!document.is_object()) return {};
  const auto* value = document.as_object().if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string{};
}

RawClient::RawClient(std::uint16_t port, Security security) {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    ADD_FAILURE() << "cannot connect to port " << port;
    is_ended_ = true;
  }
  if (security == Security::kPlain) return;
  context_ = SSL_CTX_new(TLS_client_method());
  ssl_ = SSL_new(context_);
  SSL_set_fd(ssl_, fd_);
  if (SSL_connect(ssl_) != 1) is_ended_ = true;
}

RawClient::~RawClient() {
  if (ssl_ != nullptr) SSL_free(ssl_);
  if (context_ != nullptr) SSL_CTX_free(context_);
  ::close(fd_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ssl_ != nullptr
                          ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                          : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::fill() {
  pollfd poll_fd{fd_, POLLIN, 0};
  const bool has_more = ssl_ != nullptr && SSL_pending(ssl_) > 0;
  constexpr int kPatienceMs = std::chrono::milliseconds(kPatience).count();
  if (is_ended_ || (!has_more && ::poll(&poll_fd, 1, kPatienceMs) != 1)) return false;
  char bytes[16 * 1024];
  const auto got =
      ssl_ != nullptr ? SSL_read(ssl_, bytes, sizeof(bytes)) : ::recv(fd_, bytes, sizeof(bytes), 0);
  is_ended_ = got <= 0;
  if (!is_ended_) buffer_.append(bytes, static_cast<std::size_t>(got));
  return !is_ended_;
}

std::string RawClient::read(std::size_t bytes) {
  while (buffer_.size() < bytes && fill()) {
  }
  auto taken = buffer_.substr(0, bytes);
  buffer_.erase(0, taken.size());
  return taken;
}

std::optional<ClientResponse> RawClient::read_response(bool has_body) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return std::nullopt;
  }
  auto response = read_head(read(end + 4));
  const auto length =
      static_cast<std::size_t>(std::atoll(response.header("content-length").c_str()));
  if (!has_body) return response;
  response.body = read(length);
  if (response.body.size() != length) return std::nullopt;
  return response;
}

std::optional<std::string> RawClient::read_to_end() {
  while (fill()) {
  }
  if (!is_ended_) return std::nullopt;
  return std::exchange(buffer_, {});
}

void RawClient::shrink_receive_buffer() {
  const int bytes = 4096;
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

int SocketClient::Frame::close_code() const {
  if (opcode != 8 || payload.size() < 2) return 0;
  return static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
}

std::optional<ClientResponse> SocketClient::open(std::string_view path, std::string_view headers) {
  const std::string host = "127.0.0.1:" + std::to_string(port_);
  const bool is_tls = security_ == RawClient::Security::kTls;
  std::string request =
      "GET " + std::string(path) + " HTTP/1.1\r\nHost: " + host +
      "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  if (headers.find("Origin:") == std::string_view::npos) {
    request += (is_tls ? "Origin: https://" : "Origin: http://") + host + "\r\n";
  }
  client_.send(request.append(headers).append("\r\n"));
  return client_.read_response();
}

bool SocketClient::send_frame(int first_byte, std::string_view payload, bool is_masked) {
  std::string frame(1, static_cast<char>(first_byte));
  const int mask_bit = is_masked ? 0x80 : 0;
  if (payload.size() < 126) {
    frame += static_cast<char>(mask_bit | static_cast<int>(payload.size()));
  } else if (payload.size() < 65536) {
    frame += static_cast<char>(mask_bit | 126);
    for (int shift = 8; shift >= 0; shift -= 8) frame += static_cast<char>(payload.size() >> shift);
  } else {
    frame += static_cast<char>(mask_bit | 127);
    for (int shift = 56; shift >= 0; shift -= 8)
      frame += static_cast<char>(payload.size() >> shift);
  }
  // A mask of zeros is a valid mask.
  if (is_masked) frame.append(4, '\0');
  return client_.send(frame.append(payload));
}

std::optional<SocketClient::Frame> SocketClient::read_frame() {
  const auto head = client_.read(2);
  if (head.size() < 2) return std::nullopt;
  Frame frame{head[0] & 15, {}};
  std::size_t length = static_cast<unsigned char>(head[1]) & 127;
  const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (extended > 0) {
    length = 0;
    for (const char c : client_.read(extended))
      length = length * 256 + static_cast<unsigned char>(c);
  }
  frame.payload = client_.read(length);
  if (frame.payload.size() < length) return std::nullopt;
  return frame;
}

int SocketClient::read_close_code() {
  while (auto frame = read_frame()) {
    if (frame->opcode == 8) return frame->close_code();
  }
  return 0;
}

struct LogCapture::Lines final : spdlog::sinks::base_sink<std::mutex> {
  void sink_it_(const spdlog::details::log_msg& message) override {
    const auto level = spdlog::level::to_string_view(message.level);
    text.append(level.data(), level.size()).append(" ");
    text.append(message.payload.data(), message.payload.size()).append("\n");
  }
  void flush_() override {}
  std::string copy() {
    const std::lock_guard lock(mutex_);
    return text;
  }
  std::string text;
};

LogCapture::LogCapture() : lines_(std::make_shared<Lines>()), before_(spdlog::default_logger()) {
  auto logger = std::make_shared<spdlog::logger>("test", lines_);
  logger->set_level(spdlog::level::trace);
  spdlog::set_default_logger(std::move(logger));
}

LogCapture::~LogCapture() { spdlog::set_default_logger(before_); }

std::string LogCapture::text() const { return lines_->copy(); }

ListenerOptions TestServer::quick_options() {
  ListenerOptions options;
  options.port = 0;
  options.limits.tick = base::Milliseconds(5);
  options.limits.close = base::Milliseconds(200);
  options.limits.drain = base::Milliseconds(1'000);
  return options;
}

TestServer::TestServer(const std::function<void(Router&)>& add_routes, ListenerOptions options) {
  add_routes(router_);
  auto listener = Listener::open(options, router_);
  if (!listener) throw std::runtime_error(listener.error().detail);
  listener_ = *std::move(listener);
  listener_->start();
}

TestServer::~TestServer() { listener_->stop(); }

std::string TestServer::request(std::string_view method, std::string_view target,
                                std::string_view headers, std::string_view body) const {
  std::string text(method);
  text.append(" ").append(target).append(" HTTP/1.1\r\n");
  if (headers.find("Host:") == std::string_view::npos) text += "Host: " + host() + "\r\n";
  text.append(headers);
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text.append("\r\n").append(body);
}

ClientResponse TestServer::ask(std::string_view method, std::string_view target,
                               std::string_view headers, std::string_view body) const {
  RawClient client(port());
  client.send(request(method, target, headers, body));
  auto response = client.read_response(method != "HEAD");
  if (!response) ADD_FAILURE() << "no response to " << method << " " << target;
  return response.value_or(ClientResponse{});
}

boost::asio::awaitable<void> Gate::pass() {
  ++waiting_;
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  while (!is_open_) {
    timer.expires_after(std::chrono::milliseconds(1));
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
  --waiting_;
}

Handler Gate::handler() {
  return [this](Request) -> boost::asio::awaitable<base::Result<Response>> {
    co_await pass();
    co_return no_content();
  };
}

Handler echo_path() {
  return [](Request request) -> boost::asio::awaitable<base::Result<Response>> {
    co_return json_response("{\"path\":\"" + request.path + "\"}");
  };
}

Handler echo_body() {
  return [](Request request) -> boost::asio::awaitable<base::Result<Response>> {
    Response response;
    response.body = std::move(request.body);
    co_return response;
  };
}

}  // namespace madoguchi::transport
