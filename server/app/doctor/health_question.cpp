#include "app/doctor/health_question.h"

#include <array>
#include <chrono>
#include <memory>

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include "app/doctor/sockets.h"

namespace madoguchi::app::doctor {
namespace {

constexpr std::chrono::seconds kHealthPatience{3};
constexpr std::size_t kLongestAnswer = 16'384;

/// A name under which the program answers: --public-origin, else its address.
std::string known_host(const Options& options) {
  if (const auto origin = read_origin(options.public_origin)) return host_header(*origin);
  return fmt::format("{}:{}", options.http.address, options.http.port);
}

/// Until the other side closes, or the answer is too long.
template <class Read>
std::string read_all(Read read) {
  std::string text;
  std::array<char, 4096> part{};
  while (text.size() < kLongestAnswer) {
    const auto size = read(part.data(), part.size());
    if (size <= 0) break;
    text.append(part.data(), static_cast<std::size_t>(size));
  }
  return text;
}

std::string ask_plain(int socket, const std::string& question) {
  ::send(socket, question.data(), question.size(), MSG_NOSIGNAL);
  return read_all([&](char* to, std::size_t size) { return ::recv(socket, to, size, 0); });
}

/// Whose certificate it is does not matter to the question whether it lives.
std::string ask_tls(int socket, const std::string& question) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  SSL_CTX_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(context.get()), SSL_free);
  if (SSL_set_fd(tls.get(), socket) != 1 || SSL_connect(tls.get()) != 1) return {};
  SSL_write(tls.get(), question.data(), static_cast<int>(question.size()));
  return read_all(
      [&](char* to, std::size_t size) { return SSL_read(tls.get(), to, static_cast<int>(size)); });
}

}  // namespace

std::optional<std::string> ask_health(const Options& options, const std::string& path) {
  auto address = numeric(options.http);
  if (!address) return std::nullopt;
  if (address->is_any()) {
    const char* here = address->family() == AF_INET6 ? "::1" : "127.0.0.1";
    address = voice::NetAddress::parse(here, options.http.port);
  }
  const Socket socket(*address, SOCK_STREAM, kHealthPatience);
  if (::connect(socket.fd(), address->get(), address->size()) != 0) return std::nullopt;
  const std::string question = fmt::format(
      "GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", path, known_host(options));
  const bool is_tls = !options.tls_certificate.empty() || options.tls_self_signed;
  const std::string answer =
      is_tls ? ask_tls(socket.fd(), question) : ask_plain(socket.fd(), question);
  const auto body = answer.find("\r\n\r\n");
  if (!answer.starts_with("HTTP/1.1 ") || body == std::string::npos) return std::nullopt;
  std::string text = answer.substr(body + 4);
  if (text != "ready\n" && text != "not ready\n") return std::nullopt;
  return text;
}

}  // namespace madoguchi::app::doctor
