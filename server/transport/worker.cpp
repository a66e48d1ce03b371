#include "transport/worker.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/detail/socket_option.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/spdlog.h>

#include "transport/await.h"
#include "transport/connection.h"
#include "transport/request_id.h"
#include "transport/response_head.h"

namespace madoguchi::transport {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

/// After this long without a free descriptor it is worth trying again.
constexpr base::Milliseconds kAcceptPause{50};
/// Between closing the last connections and giving up on handlers that do not come back.
constexpr base::Milliseconds kLastMoment{1'000};
constexpr base::Milliseconds kDrainTick{20};

}  // namespace

error_code Worker::bind(const tcp::endpoint& endpoint, bool shares_port) {
  error_code error;
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && shares_port) acceptor_.set_option(ReusePort(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  return error;
}

tcp::endpoint Worker::endpoint() const {
  error_code ignored;
  return acceptor_.local_endpoint(ignored);
}

void Worker::start() {
  asio::co_spawn(io_, accept(), asio::detached);
  asio::co_spawn(io_, tick(), asio::detached);
  thread_ = std::thread([this] { run(); });
}

void Worker::run() {
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception& error) {
      // A bug in one handler; the other connections of this thread go on.
      spdlog::critical("I/O thread: {}", error.what());
    }
  }
}

asio::awaitable<void> Worker::accept() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(io_.get_executor(), kAwait);
    if (!error) {
      take(std::move(socket));
    } else if (acceptor_.is_open() && error != asio::error::connection_aborted) {
      spdlog::warn("cannot accept a connection: {}", error.message());
      asio::steady_timer pause(io_, kAcceptPause);
      [[maybe_unused]] const auto [ignored] = co_await pause.async_wait(kAwait);
    }
  }
}

void Worker::take(TcpSocket socket) {
  if (shared_.is_stopping) return;
  if (shared_.connections >= shared_.options.max_connections) return refuse(std::move(socket));
  auto connection = std::make_shared<Connection>(shared_, peers_, io_, std::move(socket));
  asio::co_spawn(io_, Connection::run(std::move(connection)), asio::detached);
}

/// Costs no coroutine and no memory that stays: a new socket takes the few bytes at once.
void Worker::refuse(TcpSocket socket) const {
  if (shared_.tls) return;
  const std::string id = make_request_id();
  Response busy =
      problem_response(base::make_error(base::ErrorCode::kTryLater, "too many connections"), id);
  add_common_headers(busy, id);
  const std::string text = response_head(busy, Persistence::kClose) + busy.body;
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(text), ignored);
  socket.shutdown(TcpSocket::shutdown_send, ignored);
}

asio::awaitable<void> Worker::tick() {
  while (!shared_.is_stopping || !peers_.empty()) {
    timer_.expires_after(shared_.is_stopping ? kDrainTick : shared_.options.limits.tick);
    [[maybe_unused]] const auto [ignored] = co_await timer_.async_wait(kAwait);
    const auto now = std::chrono::steady_clock::now();
    for (auto peer = peers_.begin(); peer != peers_.end();) (peer++)->tick(now);
    end_if_drained(now);
  }
}

void Worker::end_if_drained(SteadyTime now) {
  if (now < abort_at_) return;
  for (auto peer = peers_.begin(); peer != peers_.end();) (peer++)->abort();
  if (now >= abort_at_ + kLastMoment) {
    spdlog::error("I/O thread: handlers still run after the stop; they are dropped");
    io_.stop();
  }
}

void Worker::begin_stop() {
  asio::post(io_, [this] { stop_all(); });
}

void Worker::stop_all() {
  error_code ignored;
  acceptor_.close(ignored);
  abort_at_ = std::chrono::steady_clock::now() + shared_.options.limits.drain;
  for (auto peer = peers_.begin(); peer != peers_.end();) (peer++)->begin_stop();
  timer_.cancel();
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace madoguchi::transport
