#pragma once

#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "transport/peer.h"

namespace madoguchi::transport {

/// One I/O thread of the listener with its own accepting socket and connections, which stay on it.
class Worker {
 public:
  explicit Worker(Shared& shared) : shared_(shared) {}

  /// Binds and listens; the port of `endpoint` may be 0.
  [[nodiscard]] boost::system::error_code bind(const boost::asio::ip::tcp::endpoint& endpoint,
                                               bool shares_port);
  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const;
  void start();
  /// Safe to call from every thread; join() returns when all connections ended, after `drain` at
  /// the latest.
  void begin_stop();
  void join();

 private:
  using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp,
                                                      boost::asio::io_context::executor_type>;
  void run();
  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> tick();
  void take(TcpSocket socket);
  void refuse(TcpSocket socket) const;
  void stop_all();
  void end_if_drained(SteadyTime now);

  Shared& shared_;
  PeerList
      peers_;  ///< declared before io_: what io_ still holds when it ends takes itself off the list
  boost::asio::io_context io_{1};
  Acceptor acceptor_{io_.get_executor()};
  boost::asio::steady_timer timer_{io_};
  SteadyTime abort_at_ = SteadyTime::max();
  std::thread thread_;
};

}  // namespace madoguchi::transport
