#include "fakes/cutting_proxy.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fakes/postgres_url.h"

namespace madoguchi::fakes {
namespace {

/// What one read gives; empty at the end of the connection.
std::string receive(int socket) {
  std::array<char, 65536> buffer;
  const auto size = ::recv(socket, buffer.data(), buffer.size(), 0);
  return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

bool pass_on(int from, int to) {
  const auto bytes = receive(from);
  return !bytes.empty() && send_all(to, bytes);
}

int listen_on_loopback() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool is_bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  if (is_bound && ::listen(socket, 16) == 0) return socket;
  std::perror("cutting_proxy");
  std::_Exit(1);
}

int port_of(int socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

int connect_unix(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

int connect_tcp(const std::string& host, const std::string& port) {
  addrinfo* found = nullptr;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) return -1;
  const int socket = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool is_connected = ::connect(socket, found->ai_addr, found->ai_addrlen) == 0;
  ::freeaddrinfo(found);
  if (is_connected) return socket;
  ::close(socket);
  return -1;
}

}  // namespace

CuttingProxy::CuttingProxy(const std::string& url) : listener_(listen_on_loopback()) {
  auto settings = read_postgres_url(url);
  host_ = settings.try_emplace("host", "127.0.0.1").first->second;
  port_ = settings.try_emplace("port", "5432").first->second;
  settings["host"] = "127.0.0.1";
  settings["port"] = std::to_string(port_of(listener_));
  url_ = write_postgres_url(settings);
  acceptor_ = std::thread([this] { accept_clients(); });
}

CuttingProxy::~CuttingProxy() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  cut_all();
  for (auto& link : links_) {
    link.thread.join();
    ::close(link.client);
    ::close(link.server);
  }
  ::close(listener_);
}

void CuttingProxy::cut_at(const std::string& text, Moment moment) {
  const std::lock_guard lock(mutex_);
  cut_text_ = text;
  moment_ = moment;
}

void CuttingProxy::cut_all() {
  const std::lock_guard lock(mutex_);
  for (auto& link : links_) {
    ::shutdown(link.client, SHUT_RDWR);
    ::shutdown(link.server, SHUT_RDWR);
  }
}

void CuttingProxy::refuse(bool is_refusing) {
  const std::lock_guard lock(mutex_);
  is_refusing_ = is_refusing;
}

int CuttingProxy::connections_so_far() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

void CuttingProxy::accept_clients() {
  for (;;) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const std::lock_guard lock(mutex_);
    if (is_ending_ || client < 0) {
      if (client >= 0) ::close(client);
      return;
    }
    ++connections_;
    const int server = is_refusing_ ? -1 : connect_to_server();
    if (server < 0) {
      ::close(client);
      continue;
    }
    auto& link = links_.emplace_back();
    link.client = client;
    link.server = server;
    link.thread = std::thread([this, &link] { forward(link); });
  }
}

int CuttingProxy::connect_to_server() const {
  return host_.starts_with('/') ? connect_unix(host_ + "/.s.PGSQL." + port_)
                                : connect_tcp(host_, port_);
}

void CuttingProxy::forward(Link& link) {
  std::array<pollfd, 2> sockets{pollfd{link.client, POLLIN, 0}, pollfd{link.server, POLLIN, 0}};
  for (bool is_open = true; is_open;) {
    ::poll(sockets.data(), sockets.size(), -1);
    if (sockets[0].revents != 0) is_open = forward_request(link);
    if (is_open && sockets[1].revents != 0) is_open = pass_on(link.server, link.client);
  }
  // Closed at the end: until then cut_all() may still touch them.
  ::shutdown(link.client, SHUT_RDWR);
  ::shutdown(link.server, SHUT_RDWR);
}

bool CuttingProxy::forward_request(Link& link) {
  const auto bytes = receive(link.client);
  if (bytes.empty()) return false;
  Moment moment{};
  if (!takes_cut(bytes, moment)) return send_all(link.server, bytes);
  if (moment == Moment::kBeforeReply && send_all(link.server, bytes)) (void)receive(link.server);
  return false;
}

bool CuttingProxy::takes_cut(const std::string& bytes, Moment& moment) {
  const std::lock_guard lock(mutex_);
  if (cut_text_.empty() || bytes.find(cut_text_) == std::string::npos) return false;
  cut_text_.clear();
  moment = moment_;
  return true;
}

}  // namespace madoguchi::fakes
