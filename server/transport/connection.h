#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "transport/byte_stream.h"
#include "transport/exchange.h"
#include "transport/request.h"
#include "transport/response.h"

namespace madoguchi::transport {

/// One HTTP connection: reads requests one after the other (pipelined ones wait in the buffer),
/// answers them, and becomes a WebSocket when a socket's handler agrees. Lives as long as its
/// coroutine runs.
class Connection final : public Peer, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, PeerList& peers, boost::asio::io_context& io, TcpSocket socket);

  [[nodiscard]] static boost::asio::awaitable<void> run(std::shared_ptr<Connection> self);

  void tick(SteadyTime now) override;
  void begin_stop() override;
  void abort() override;

 private:
  enum class Phase { kIdle, kReading, kHandling, kWriting, kClosing };
  enum class Next { kRequest, kLinger, kClose };

  boost::asio::awaitable<Next> serve_one();
  boost::asio::awaitable<Next> serve(Parser& parser);
  boost::asio::awaitable<Next> serve_exchange(Parser& parser, Exchange exchange);
  boost::asio::awaitable<Next> upgrade(const Parser& parser, Exchange exchange);
  boost::asio::awaitable<Next> fail_reading(boost::system::error_code error);
  boost::asio::awaitable<Response> handle(const Exchange& exchange, Request request);
  boost::asio::awaitable<Next> respond(Response response, bool is_head, Next after);
  /// False: the client is gone or the source failed, so that nothing can follow.
  boost::asio::awaitable<bool> send_source(std::shared_ptr<BodySource> source);

  boost::asio::awaitable<boost::system::error_code> wait_for_request();
  boost::asio::awaitable<boost::system::error_code> read_header(Parser& parser);
  boost::asio::awaitable<boost::system::error_code> read_body(Parser& parser,
                                                              const Exchange& exchange);
  boost::asio::awaitable<boost::system::error_code> fill(std::size_t at_most);
  boost::asio::awaitable<void> linger();

  [[nodiscard]] Next next_after(const Parser& parser) const;
  void enter(Phase phase, base::Milliseconds allowed);
  [[nodiscard]] base::Milliseconds transfer_time(std::size_t bytes) const;

  Shared& shared_;
  PeerList& peers_;
  boost::asio::io_context& io_;
  ConnectionTicket ticket_;
  std::unique_ptr<ByteStream> stream_;
  ClientSide client_;
  boost::beast::flat_buffer buffer_;
  std::string request_id_;
  SteadyTime deadline_;
  Phase phase_ = Phase::kReading;
  bool is_timed_out_ = false;
};

}  // namespace madoguchi::transport
