#include "app/doctor/sockets.h"

#include <cerrno>
#include <chrono>

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace madoguchi::app::doctor {

Socket::Socket(const voice::NetAddress& for_address, int type, std::chrono::milliseconds patience)
    : fd_(::socket(for_address.family(), type | SOCK_CLOEXEC, 0)) {
  const auto microseconds = std::chrono::microseconds(patience).count();
  constexpr std::int64_t kSecond = 1'000'000;
  const timeval limit{microseconds / kSecond, microseconds % kSecond};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

int try_port(const voice::NetAddress& address, int type) {
  const Socket socket(address, type, std::chrono::seconds(1));
  if (socket.fd() < 0) return errno;
  const int on = 1;
  // A connection that was closed a moment ago is no hindrance to a listener.
  if (type == SOCK_STREAM) ::setsockopt(socket.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (::bind(socket.fd(), address.get(), address.size()) != 0) return errno;
  // Two may bind a port under SO_REUSEADDR; only one may listen.
  if (type == SOCK_STREAM && ::listen(socket.fd(), 1) != 0) return errno;
  return 0;
}

std::optional<voice::NetAddress> numeric(const Endpoint& endpoint) {
  const std::string host = endpoint.address == "localhost" ? "127.0.0.1" : endpoint.address;
  return voice::NetAddress::parse(host, endpoint.port);
}

}  // namespace madoguchi::app::doctor
