#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "base/result.h"
#include "transport/http.h"

namespace madoguchi::transport {

struct ListenerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  int threads = 1;  ///< one io_context each, sharing the port by SO_REUSEPORT; a connection stays
                    ///< on its thread
  std::string tls_certificate_file;  ///< PEM chain; with tls_key_file the port speaks HTTPS only
  std::string tls_key_file;
  std::vector<std::string>
      allowed_hosts;  ///< Host header values (host[:port]) that are ours; others get kWrongOrigin
  std::vector<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-For / -Proto count
  int max_connections = 20'000;
};

struct ListenerCounts {
  std::int64_t connections = 0;  ///< now
  std::int64_t sockets = 0;      ///< now
  std::int64_t requests = 0;
  std::int64_t sockets_cut = 0;  ///< for not draining
};

/// Accepts HTTP/1.1 and WebSocket connections and gives them to the router's handlers.
class Listener {
 public:
  /// Binds at once; errors are sentences for the person who starts the program (port taken, missing
  /// right, bad key file).
  [[nodiscard]] static base::Result<std::unique_ptr<Listener>> open(const ListenerOptions& options,
                                                                    const Router& router);
  virtual ~Listener() = default;
  virtual void start() = 0;
  /// Finishes running requests (at most 5 s), closes sockets with 1001, joins the threads.
  virtual void stop() = 0;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  [[nodiscard]] virtual ListenerCounts counts() const = 0;
};

}  // namespace madoguchi::transport
