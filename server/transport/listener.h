#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "transport/router.h"

namespace madoguchi::transport {

/// How long and how much a stranger may keep of us. Moments are checked once a `tick`.
struct ListenerLimits {
  std::size_t max_header_bytes = 16 * 1024;  ///< request line and headers; more is answered 431
  base::Milliseconds handshake{10'000};      ///< TLS
  base::Milliseconds idle{75'000};           ///< between two requests of a connection
  base::Milliseconds header{10'000};  ///< from its first byte to its end; later is answered 408
  /// For a body and for a response, plus the time that their bytes take at
  /// `slowest_bytes_per_second`.
  base::Milliseconds transfer{30'000};
  std::size_t slowest_bytes_per_second = 32 * 1024;
  base::Milliseconds close{2'000};  ///< for the orderly end of a connection
  base::Milliseconds drain{5'000};  ///< for running requests after stop()
  base::Milliseconds tick{1'000};
};

struct ListenerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  /// One io_context each, sharing the port by SO_REUSEPORT; a connection stays on its thread.
  int threads = 1;
  std::string tls_certificate_file;  ///< PEM chain; with tls_key_file the port speaks HTTPS only
  std::string tls_key_file;
  /// Host header values (host[:port]) that are ours; others get kWrongOrigin. Port 0 stands for the
  /// port that was bound; without entries only `address` (and localhost for a loopback one) at that
  /// port is ours.
  std::vector<std::string> allowed_hosts;
  /// Addresses and networks whose X-Forwarded-For and X-Forwarded-Proto count.
  std::vector<std::string> trusted_proxies;
  int max_connections = 20'000;  ///< one more is answered 503, over TLS closed
  ListenerLimits limits;
};

struct ListenerCounts {
  std::int64_t connections = 0;  ///< now
  std::int64_t sockets = 0;      ///< now
  std::int64_t requests = 0;
  std::int64_t sockets_cut = 0;  ///< for not draining
};

/// Accepts HTTP/1.1 (RFC 9110, 9112) and WebSocket (RFC 6455) connections and gives them to the
/// router's handlers. start, stop and the destructor belong to one thread, which is none of its I/O
/// threads; the rest is safe to call from every thread. The router must outlive it. Destroy it
/// after whatever its handlers wait for (the database) was stopped, since what answers a handler
/// posts to its threads' queues.
class Listener {
 public:
  /// Binds at once; errors are sentences for the person who starts the program (port taken, missing
  /// right, bad key file).
  [[nodiscard]] static base::Result<std::unique_ptr<Listener>> open(const ListenerOptions& options,
                                                                    const Router& router);
  virtual ~Listener() = default;
  virtual void start() = 0;
  /// Finishes running requests (at most ListenerLimits::drain), closes sockets with 1001, joins the
  /// threads. Every open socket's on_closed was called when it returns.
  virtual void stop() = 0;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  [[nodiscard]] virtual ListenerCounts counts() const = 0;
};

}  // namespace madoguchi::transport
