#include "app/doctor/ports.h"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/socket.h>

#include "app/doctor/health_question.h"
#include "app/doctor/sockets.h"

namespace madoguchi::app::doctor {
namespace {

std::string shown(const Endpoint& endpoint) {
  return fmt::format("{}:{}", endpoint.address, endpoint.port);
}

Finding why_not(const std::string& what, const Endpoint& endpoint, int error) {
  const std::string text =
      fmt::format("{} cannot have {}: {}.", what, shown(endpoint), std::strerror(error));
  switch (error) {
    case EADDRINUSE:
      return fault(text, "Another program has this port: end it, or choose another port.");
    case EACCES:
      return fault(text, "Ports below 1024 need CAP_NET_BIND_SERVICE, which the unit gives.");
    case EADDRNOTAVAIL:
      return fault(text, "This address is none of this machine.");
    default:
      return fault(text, "Choose another address.");
  }
}

/// The port is taken: by whom?
Finding who_has_desk(const Options& options, bool& is_running) {
  const auto ready = ask_health(options, "/readyz");
  is_running = ready.has_value();
  const std::string where = shown(options.http);
  if (!is_running) return why_not("The desk", options.http, EADDRINUSE);
  if (*ready == "ready\n") return well(fmt::format("A Madoguchi runs at {} and is ready.", where));
  return fault(fmt::format("A Madoguchi runs at {} and is not ready.", where),
               "Its log says why; most often the database does not answer.");
}

Finding look_at_port(const std::string& what, const Endpoint& endpoint, int type, bool is_running) {
  const auto address = numeric(endpoint);
  if (!address) return fault(fmt::format("{} needs an IP address.", what), "");
  const int error = endpoint.port == 0 ? 0 : try_port(*address, type);
  if (error == 0) return well(fmt::format("{} can have {}.", what, shown(endpoint)));
  if (error == EADDRINUSE && is_running) {
    return well(fmt::format("{} has {} in the Madoguchi that runs.", what, shown(endpoint)));
  }
  return why_not(what, endpoint, error);
}

}  // namespace

Ports look_at_ports(const Options& options) {
  Ports ports;
  const auto address = numeric(options.http);
  const bool is_taken =
      address && options.http.port != 0 && try_port(*address, SOCK_STREAM) == EADDRINUSE;
  ports.findings.push_back(is_taken ? who_has_desk(options, ports.is_running)
                                    : look_at_port("The desk", options.http, SOCK_STREAM, false));
  const auto add = [&](const std::string& what, const Endpoint& endpoint, int type) {
    ports.findings.push_back(look_at_port(what, endpoint, type, ports.is_running));
  };
  if (options.metrics) add("/metrics", *options.metrics, SOCK_STREAM);
  if (options.sip) {
    add("SIP over UDP", *options.sip, SOCK_DGRAM);
    add("SIP over TCP", *options.sip, SOCK_STREAM);
  }
  return ports;
}

}  // namespace madoguchi::app::doctor
