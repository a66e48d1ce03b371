#pragma once

#include <atomic>
#include <chrono>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/intrusive/list.hpp>

#include "transport/forwarded.h"
#include "transport/listener.h"
#include "transport/origin.h"
#include "transport/router.h"

namespace madoguchi::transport {

using SteadyTime = std::chrono::steady_clock::time_point;
using TcpSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// What the I/O threads of one listener share.
struct Shared {
  ListenerOptions options;
  const Router& router;
  OriginRules origins;
  TrustedProxies proxies;
  std::unique_ptr<boost::asio::ssl::context> tls;  ///< none: plain HTTP
  std::atomic<bool> is_stopping{false};
  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> sockets{0};
  std::atomic<std::int64_t> requests{0};
  std::atomic<std::int64_t> sockets_cut{0};
};

/// Counts one connection while it lives; handed from the HTTP connection to the socket that it
/// becomes.
class ConnectionTicket {
 public:
  explicit ConnectionTicket(Shared& shared) : shared_(&shared) { ++shared_->connections; }
  ConnectionTicket(ConnectionTicket&& other) noexcept
      : shared_(std::exchange(other.shared_, nullptr)) {}
  ConnectionTicket& operator=(ConnectionTicket&&) = delete;
  ~ConnectionTicket() {
    if (shared_ != nullptr) --shared_->connections;
  }

 private:
  Shared* shared_;
};

/// One connection as its I/O thread sees it. All calls come on that thread; none of them may
/// destroy another peer.
class Peer : public boost::intrusive::list_base_hook<
                 boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;

  /// Called every ListenerLimits::tick: deadlines are checked here, so that no connection needs a
  /// timer of its own.
  virtual void tick(SteadyTime now) = 0;
  /// The listener stops: end as soon as what runs is answered.
  virtual void begin_stop() = 0;
  /// End at once.
  virtual void abort() = 0;
};

using PeerList = boost::intrusive::list<Peer, boost::intrusive::constant_time_size<false>>;

}  // namespace madoguchi::transport
