#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "features/calls/call_routes.h"
#include "voice/telephone.h"

namespace madoguchi::app {

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;  ///< 0: any free one
};
/// "127.0.0.1:8080", "localhost:8081", "[::1]:8080"; kInvalidInput otherwise.
[[nodiscard]] base::Result<Endpoint> read_endpoint(const std::string& text);
[[nodiscard]] bool is_loopback(const Endpoint& endpoint);
/// What people type to reach the desk. The host is a name or an IP address without brackets.
struct Origin {
  std::string scheme;
  std::string host;
  std::optional<std::uint16_t> port;  ///< none: that of the scheme
};
/// "https://desk.example", "http://[::1]:8080"; kInvalidInput otherwise.
[[nodiscard]] base::Result<Origin> read_origin(const std::string& text);
/// As browsers write it: without the port that the scheme has anyway.
[[nodiscard]] std::string host_header(const Origin& origin);

/// 0.0.0.0 or ::, which stand for every address of the machine.
[[nodiscard]] bool is_wildcard(const Endpoint& endpoint);

/// "20000-29999": at least one even port with the next one behind it.
[[nodiscard]] base::Result<voice::PortRange> read_port_range(const std::string& text);
/// "carrier=192.0.2.1+192.0.2.2", "carrier=192.0.2.1:5070".
[[nodiscard]] base::Result<voice::Trunk> read_trunk(const std::string& text);
/// "0312345678=SERVICEKEY", "0312345678=SERVICEKEY/Queue name".
[[nodiscard]] base::Result<features::CallRoute> read_number(const std::string& text);

enum class Mode { kServe, kTrial, kDoctor };

/// What the flags and the configuration file say. docs/operating.md lists them.
struct Options {
  Mode mode = Mode::kServe;
  Endpoint http;
  Endpoint shop;                    ///< trial only
  std::optional<Endpoint> metrics;  ///< /metrics on an address of its own
  std::filesystem::path data = "data";
  std::string database;  ///< empty: SQLite in the data folder
  std::string log_level = "info";
  std::string public_origin;  ///< "https://desk.example", when a proxy or DNS name stands in front
  std::filesystem::path tls_certificate;
  std::filesystem::path tls_key;
  bool tls_self_signed = false;
  std::vector<std::string> trusted_proxies;
  std::filesystem::path web_root;  ///< serve web/dist from here instead of from the program
  int threads = 0;                 ///< of I/O; 0: one a core

  std::optional<Endpoint> sip;  ///< none: no telephone; in a trial: where there is room
  std::string public_address;   ///< what callers' exchanges reach; empty: that of `sip`
  voice::PortRange rtp_ports;
  int webrtc_port = 30'000;  ///< first of the browsers' ports; 0: any that are free
  std::vector<std::string> webrtc_addresses;  ///< where browsers reach them; empty: as callers
  std::vector<voice::Trunk> trunks;
  std::vector<features::CallRoute> numbers;
  int rtp_timeout = 30;  ///< seconds; 0: never
  int trunk_check = 30;  ///< seconds from one OPTIONS to a trunk to the next; 0: never
};

/// Either options, or an exit code when there is nothing to run (--help, --version, a wrong flag;
/// the text was printed).
struct Parsed {
  std::optional<Options> options;
  int exit_code = 0;
};
[[nodiscard]] Parsed parse_command_line(int argc, char** argv);

/// For storage::DatabaseOptions.
[[nodiscard]] std::string database_url(const Options& options);

/// What cannot be true together, as a sentence: a trial on an address that others reach, half a
/// certificate, every address without a name, an origin that browsers would not write.
[[nodiscard]] base::Status check(const Options& options);

}  // namespace madoguchi::app
