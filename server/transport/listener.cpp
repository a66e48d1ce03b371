#include "transport/listener.h"

#include <algorithm>

#include "transport/tls.h"
#include "transport/worker.h"

namespace madoguchi::transport {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::string place(const ListenerOptions& options) {
  return options.address + ":" + std::to_string(options.port);
}

base::Error cannot_listen(const ListenerOptions& options, error_code error) {
  std::string why = error.message();
  if (error == asio::error::address_in_use) why = "another program has the port";
  if (error == asio::error::access_denied) why = "ports below 1024 need a right of their own";
  return base::make_error(base::ErrorCode::kConflict,
                          "cannot listen on " + place(options) + ": " + why);
}

base::Result<tcp::endpoint> endpoint_of(const ListenerOptions& options) {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) {
    return base::fail({.code = base::ErrorCode::kInvalidInput,
                       .field = "address",
                       .expected = "an IPv4 or IPv6 address",
                       .detail = "'" + options.address + "' is not an address to listen on"});
  }
  return tcp::endpoint(address, options.port);
}

/// SO_REUSEPORT would let a second process of the same user share a port that is taken: bind once
/// without it.
error_code probe(const tcp::endpoint& endpoint) {
  asio::io_context io;
  tcp::acceptor acceptor(io);
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  return error;
}

class ThreadedListener final : public Listener {
 public:
  ThreadedListener(const ListenerOptions& options, const Router& router)
      : shared_{options, router, {}, {}, nullptr} {}
  ~ThreadedListener() override { stop(); }

  base::Status prepare();
  void start() override;
  void stop() override;
  std::uint16_t port() const override { return port_; }
  ListenerCounts counts() const override;

 private:
  base::Status bind();

  Shared shared_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::uint16_t port_ = 0;
};

base::Status ThreadedListener::prepare() {
  const ListenerOptions& options = shared_.options;
  MDG_ASSIGN(shared_.proxies, TrustedProxies::make(options.trusted_proxies));
  if (!options.tls_certificate_file.empty() || !options.tls_key_file.empty()) {
    MDG_ASSIGN(shared_.tls, make_tls_context(options.tls_certificate_file, options.tls_key_file));
  }
  MDG_TRY(bind());
  MDG_ASSIGN(shared_.origins, OriginRules::make(options.allowed_hosts, options.address, port_));
  return {};
}

base::Status ThreadedListener::bind() {
  MDG_ASSIGN(tcp::endpoint endpoint, endpoint_of(shared_.options));
  if (const auto error = probe(endpoint)) return base::fail(cannot_listen(shared_.options, error));
  const int threads = std::max(shared_.options.threads, 1);
  for (int i = 0; i < threads; ++i) {
    auto worker = std::make_unique<Worker>(shared_);
    if (const auto error = worker->bind(endpoint, threads > 1)) {
      return base::fail(cannot_listen(shared_.options, error));
    }
    endpoint = worker->endpoint();
    workers_.push_back(std::move(worker));
  }
  port_ = endpoint.port();
  return {};
}

void ThreadedListener::start() {
  for (const auto& worker : workers_) worker->start();
}

void ThreadedListener::stop() {
  if (shared_.is_stopping.exchange(true)) return;
  for (const auto& worker : workers_) worker->begin_stop();
  for (const auto& worker : workers_) worker->join();
}

ListenerCounts ThreadedListener::counts() const {
  return {shared_.connections, shared_.sockets, shared_.requests, shared_.sockets_cut};
}

}  // namespace

base::Result<std::unique_ptr<Listener>> Listener::open(const ListenerOptions& options,
                                                       const Router& router) {
  auto listener = std::make_unique<ThreadedListener>(options, router);
  MDG_TRY(listener->prepare());
  return listener;
}

}  // namespace madoguchi::transport
