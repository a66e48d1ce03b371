#include "voice/sip/path_probe.h"

#include <cerrno>
#include <string_view>

#include <sys/socket.h>
#include <unistd.h>

namespace madoguchi::voice {

PathProbe::PathProbe(const NetAddress& local, const NetAddress& peer)
    : fd_(::socket(peer.family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  constexpr std::string_view kTwoLineEnds = "\r\n\r\n";
  const NetAddress source = local.with_port(0);
  if (source.family() == peer.family() && ::bind(fd_, source.get(), source.size()) != 0) return;
  const bool is_sent = ::connect(fd_, peer.get(), peer.size()) == 0 &&
                       ::send(fd_, kTwoLineEnds.data(), kTwoLineEnds.size(), MSG_NOSIGNAL) > 0;
  if (!is_sent) error_ = errno;
}

PathProbe::~PathProbe() {
  if (fd_ >= 0) ::close(fd_);
}

TrunkFault PathProbe::fault() const {
  if (error_ != 0) return network_fault(error_);
  int error = 0;
  socklen_t size = sizeof(error);
  if (::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return TrunkFault::kNoAnswer;
  return network_fault(error);
}

TrunkFault network_fault(int error) {
  switch (error) {
    case ECONNREFUSED:
      return TrunkFault::kPortClosed;
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENETDOWN:
    case EACCES:
      return TrunkFault::kUnreachable;
    case ECONNRESET:
    case ECONNABORTED:
    case EPIPE:
      return TrunkFault::kConnectionLost;
    default:
      return TrunkFault::kNoAnswer;
  }
}

}  // namespace madoguchi::voice
