#include "voice/media/udp_socket.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace madoguchi::voice {

UdpSocket::UdpSocket(UdpSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

UdpSocket& UdpSocket::operator=(UdpSocket&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

void UdpSocket::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

base::Result<UdpSocket> UdpSocket::bind(const NetAddress& local) {
  UdpSocket made(::socket(local.family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (made.fd_ >= 0 && ::bind(made.fd_, local.get(), local.size()) == 0) return made;
  const int error = errno;
  return base::fail(
      error == EADDRINUSE ? base::ErrorCode::kAlreadyExists : base::ErrorCode::kUnavailable,
      "UDP " + local.text() + ": " + std::generic_category().message(error));
}

NetAddress UdpSocket::local() const {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  if (::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return NetAddress::of(address);
}

int UdpSocket::receive(std::span<std::uint8_t> buffer, NetAddress& source) const {
  sockaddr_storage from{};
  socklen_t from_size = sizeof(from);
  ssize_t size = 0;
  do {
    // Errors of earlier sends (port unreachable) come here too and say nothing about this one.
    size = ::recvfrom(fd_, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&from),
                      &from_size);
  } while (size < 0 && (errno == EINTR || errno == ECONNREFUSED));
  if (size < 0) return -1;
  source = NetAddress::of(from);
  return static_cast<int>(size);
}

bool UdpSocket::send(Bytes datagram, const NetAddress& target) const {
  const ssize_t sent =
      ::sendto(fd_, datagram.data(), datagram.size(), 0, target.get(), target.size());
  return sent == static_cast<ssize_t>(datagram.size());
}

}  // namespace madoguchi::voice
