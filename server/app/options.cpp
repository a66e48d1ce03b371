#include "app/options.h"

#include <charconv>
#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include "features/contacts/contact.h"

#ifndef MADOGUCHI_VERSION
#define MADOGUCHI_VERSION "0"
#endif

namespace madoguchi::app {
namespace {

constexpr std::size_t kLongestTrunkName = 64;

std::optional<std::uint16_t> read_port(const std::string& text) {
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc{} || stopped != end || text.empty()) return std::nullopt;
  return port;
}

/// The flags as text; read into Options afterwards, so that one place words the errors.
struct Texts {
  std::string http = "127.0.0.1:8080";
  std::string shop = "localhost:8081";
  std::string metrics;
  std::string sip;
  std::string rtp_ports = "20000-29999";
  std::vector<std::string> trunks;
  std::vector<std::string> numbers;
};

void add_flags(CLI::App& app, Options& options, Texts& texts) {
  app.add_option("--http", texts.http, "Where the desk listens, ADDRESS:PORT")
      ->capture_default_str();
  app.add_option("--data", options.data, "Folder of everything that is kept")
      ->capture_default_str();
  app.add_option("--database", options.database,
                 "postgresql://USER@HOST/NAME instead of the SQLite file in the data folder; the "
                 "password by PGPASSWORD or ~/.pgpass");
  app.add_option("--log-level", options.log_level, "trace, debug, info, warn or error")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error"}))
      ->capture_default_str();
  app.add_option("--metrics", texts.metrics, "Serve /metrics here, ADDRESS:PORT");
  app.add_option("--web-root", options.web_root,
                 "Serve the web application from this folder (web/dist)");
  app.add_option("--threads", options.threads, "I/O threads; 0 is one a core")
      ->check(CLI::Range(0, 64))
      ->capture_default_str();
}

void add_telephone_flags(CLI::App& app, Options& options, Texts& texts) {
  app.add_option("--sip", texts.sip,
                 "Where SIP listens, UDP and TCP, ADDRESS:PORT; without it serve has no telephone");
  app.add_option("--public-address", options.public_address,
                 "The IP address at which trunks reach --sip and --rtp-ports, when it differs");
  app.add_option("--rtp-ports", texts.rtp_ports, "UDP ports of the calls' audio, FIRST-LAST")
      ->capture_default_str();
  app.add_option("--webrtc-port", options.webrtc_port,
                 "UDP ports at which operators' browsers send audio: this one and those behind it, "
                 "one for each media thread; 0 is any that are free")
      ->check(CLI::Range(0, 65'000))
      ->capture_default_str();
  app.add_option("--webrtc-address", options.webrtc_addresses,
                 "The IP addresses at which browsers reach these ports, when they differ from "
                 "--public-address")
      ->delimiter(',');
  app.add_option(
         "--trunk", texts.trunks,
         "Who may call, NAME=ADDRESS[:PORT][+ADDRESS...]; everybody else is refused. Calls that "
         "operators make go to the first address, port 5060 unless it says another")
      ->delimiter(',');
  app.add_option("--number", texts.numbers,
                 "Where calls to a number go, NUMBER=SERVICEKEY[/QUEUE]; * is every other number")
      ->delimiter(',');
  app.add_option("--rtp-timeout", options.rtp_timeout,
                 "A call without audio for so many seconds ends; 0 is never")
      ->check(CLI::Range(0, 3600))
      ->capture_default_str();
  app.add_option("--trunk-check", options.trunk_check,
                 "Seconds from one question to a trunk whether it is there to the next; 0 is never")
      ->check(CLI::Range(0, 3600))
      ->capture_default_str();
}

void add_serve_flags(CLI::App& app, Options& options) {
  app.add_option("--public-origin", options.public_origin,
                 "What people type, https://desk.example, when it differs from --http");
  app.add_option("--tls-cert", options.tls_certificate,
                 "Certificate chain (PEM); with --tls-key the port speaks HTTPS");
  app.add_option("--tls-key", options.tls_key, "Private key (PEM)");
  app.add_flag("--tls-self-signed", options.tls_self_signed,
               "Make a certificate in the data folder when there is none, and use it");
  app.add_option("--trusted-proxies", options.trusted_proxies,
                 "Addresses or networks whose X-Forwarded-For and -Proto count")
      ->delimiter(',');
}

base::Error sentence(std::string text) {
  return base::make_error(base::ErrorCode::kInvalidInput, std::move(text));
}

base::Status read_telephone(const Texts& texts, Options& options) {
  if (!texts.sip.empty()) {
    MDG_ASSIGN(options.sip, read_endpoint(texts.sip));
  }
  MDG_ASSIGN(options.rtp_ports, read_port_range(texts.rtp_ports));
  for (const std::string& text : texts.trunks) {
    MDG_ASSIGN(voice::Trunk trunk, read_trunk(text));
    options.trunks.push_back(std::move(trunk));
  }
  for (const std::string& text : texts.numbers) {
    MDG_ASSIGN(features::CallRoute number, read_number(text));
    options.numbers.push_back(std::move(number));
  }
  return {};
}

base::Status read_endpoints(const Texts& texts, Options& options) {
  MDG_ASSIGN(options.http, read_endpoint(texts.http));
  MDG_ASSIGN(options.shop, read_endpoint(texts.shop));
  if (!texts.metrics.empty()) {
    MDG_ASSIGN(options.metrics, read_endpoint(texts.metrics));
  }
  MDG_TRY(read_telephone(texts, options));
  return check(options);
}

bool has_only_one_of(const std::filesystem::path& a, const std::filesystem::path& b) {
  return a.empty() != b.empty();
}

std::string without_localhost(const std::string& address) {
  return address == "localhost" ? "127.0.0.1" : address;
}

base::Status check_telephone(const Options& options) {
  const std::string& address = options.public_address;
  if (!address.empty() && !voice::NetAddress::parse(address)) {
    return base::fail(sentence("--public-address '" + address + "' is no IP address."));
  }
  for (const std::string& browsers : options.webrtc_addresses) {
    if (voice::NetAddress::parse(browsers)) continue;
    return base::fail(sentence("--webrtc-address '" + browsers + "' is no IP address."));
  }
  if (!options.sip) return {};
  const auto listen = voice::NetAddress::parse(without_localhost(options.sip->address));
  if (!listen) return base::fail(sentence("--sip needs an IP address."));
  if (listen->is_any() && address.empty()) {
    return base::fail(
        sentence("--sip on every address needs --public-address: callers are told where to send."));
  }
  return {};
}

/// One line of the configuration file; a flag of the command line wins over it. Throws what a wrong
/// flag throws.
void apply(const CLI::ConfigItem& item, CLI::App& command) {
  CLI::Option* option = command.get_option_no_throw("--" + item.name);
  if (option == nullptr || !option->get_configurable() || !item.parents.empty())
    throw CLI::ConfigError("The configuration file has no setting '" + item.fullname() + "'.",
                           CLI::ExitCodes::ConfigError);
  if (option->count() > 0) return;
  if (option->get_expected_min() == 0) {
    option->add_result(option->get_flag_value(item.name, CLI::ConfigINI().to_flag(item)));
  } else {
    option->add_result(item.inputs);
  }
  option->run_callback();
}

/// CLI11 reads configuration files for the program as a whole, not for a subcommand.
void apply_file(const std::string& path, CLI::App& command) {
  for (const CLI::ConfigItem& item : CLI::ConfigINI().from_file(path)) apply(item, command);
}

/// An IP address, with a port or without.
std::optional<voice::NetAddress> read_host(const std::string& text) {
  if (const auto host = voice::NetAddress::parse(without_localhost(text))) return host;
  const auto endpoint = read_endpoint(text);
  if (!endpoint) return std::nullopt;
  return voice::NetAddress::parse(without_localhost(endpoint->address), endpoint->port);
}

}  // namespace

base::Result<voice::PortRange> read_port_range(const std::string& text) {
  const auto wrong = [&] {
    return base::fail(sentence("'" + text + "' is no range of ports: write 20000-29999."));
  };
  const auto dash = text.find('-');
  const auto first = read_port(text.substr(0, dash));
  const auto last = read_port(dash == std::string::npos ? "" : text.substr(dash + 1));
  if (!first || !last || *first < 1024 || *last < *first + 1) return wrong();
  return voice::PortRange{*first, *last};
}

base::Result<voice::Trunk> read_trunk(const std::string& text) {
  const auto equals = text.find('=');
  voice::Trunk trunk{text.substr(0, equals), {}};
  std::string rest = equals == std::string::npos ? "" : text.substr(equals + 1);
  std::istringstream addresses(rest);
  for (std::string address; std::getline(addresses, address, '+');) {
    const auto host = read_host(address);
    if (!host) {
      return base::fail(
          sentence(fmt::format("The trunk '{}' has '{}', which is no IP address.", text, address)));
    }
    trunk.hosts.push_back(*host);
  }
  if (trunk.name == features::kWebTrunk) {
    return base::fail(sentence("A trunk cannot have the name 'web': calls from pages have it."));
  }
  if (!trunk.name.empty() && trunk.name.size() <= kLongestTrunkName && !trunk.hosts.empty()) {
    return trunk;
  }
  return base::fail(sentence("'" + text + "' is no trunk: write NAME=ADDRESS."));
}

base::Result<features::CallRoute> read_number(const std::string& text) {
  const auto equals = text.find('=');
  const std::string rest = equals == std::string::npos ? "" : text.substr(equals + 1);
  const auto slash = rest.find('/');
  features::CallRoute route{text.substr(0, equals), rest.substr(0, slash),
                            slash == std::string::npos ? "" : rest.substr(slash + 1)};
  if (!route.number.empty() && !route.service_key.empty()) return route;
  return base::fail(sentence(
      "'" + text + "' leads nowhere: write NUMBER=SERVICEKEY or NUMBER=SERVICEKEY/QUEUE."));
}

base::Result<Endpoint> read_endpoint(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto wrong = [&] {
    return base::fail(
        sentence("'" + text + "' is no address: write ADDRESS:PORT, such as 127.0.0.1:8080."));
  };
  if (colon == std::string::npos || colon == 0) return wrong();
  std::string host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string port_text = text.substr(colon + 1);
  const auto port = read_port(port_text);
  if (!port) return wrong();
  return Endpoint{std::move(host), *port};
}

base::Result<Origin> read_origin(const std::string& text) {
  const auto wrong = [&] {
    return base::fail(sentence("--public-origin '" + text +
                               "' is no origin: write https://desk.example, with a port where it "
                               "has one, and nothing behind."));
  };
  const auto mark = text.find("://");
  if (mark == std::string::npos) return wrong();
  Origin origin{text.substr(0, mark), text.substr(mark + 3), {}};
  if (origin.scheme != "https" && origin.scheme != "http") return wrong();
  if (origin.host.find_first_of("/?#@ ") != std::string::npos) return wrong();
  const auto colon = origin.host.find(':', origin.host.rfind(']') + 1);
  if (colon != std::string::npos) {
    origin.port = read_port(origin.host.substr(colon + 1));
    if (!origin.port) return wrong();
    origin.host.resize(colon);
  }
  if (origin.host.starts_with('[') && origin.host.ends_with(']')) {
    origin.host = origin.host.substr(1, origin.host.size() - 2);
  }
  if (origin.host.empty()) return wrong();
  return origin;
}

std::string host_header(const Origin& origin) {
  const std::uint16_t standard = origin.scheme == "https" ? 443 : 80;
  const bool is_ipv6 = origin.host.find(':') != std::string::npos;
  std::string host = is_ipv6 ? "[" + origin.host + "]" : origin.host;
  if (!origin.port || *origin.port == standard) return host;
  return host + ":" + std::to_string(*origin.port);
}

bool is_loopback(const Endpoint& endpoint) {
  if (endpoint.address == "localhost") return true;
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(endpoint.address, error);
  return !error && address.is_loopback();
}

bool is_wildcard(const Endpoint& endpoint) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(endpoint.address, error);
  return !error && address.is_unspecified();
}

std::string database_url(const Options& options) {
  return options.database.empty() ? "sqlite:" + (options.data / "madoguchi.db").string()
                                  : options.database;
}

base::Status check(const Options& options) {
  const bool is_trial = options.mode == Mode::kTrial;
  if (is_trial && (!is_loopback(options.http) || !is_loopback(options.shop))) {
    return base::fail(
        sentence("The trial is for this machine alone and listens on loopback addresses only. "
                 "Use 'madoguchi serve' for others."));
  }
  if (is_trial && options.sip && !is_loopback(*options.sip)) {
    return base::fail(sentence("The trial's telephone listens on loopback addresses only."));
  }
  MDG_TRY(check_telephone(options));
  if (has_only_one_of(options.tls_certificate, options.tls_key)) {
    return base::fail(sentence("--tls-cert and --tls-key belong together."));
  }
  if (!options.public_origin.empty()) MDG_TRY(read_origin(options.public_origin));
  // Browsers are answered only under names that are known: with none, each of them would get 403.
  if (is_wildcard(options.http) && options.public_origin.empty()) {
    return base::fail(sentence("--http " + options.http.address +
                               " listens on every address: say with --public-origin what people "
                               "type, such as https://desk.example."));
  }
  return {};
}

Parsed parse_command_line(int argc, char** argv) {
  CLI::App app(
      "Madoguchi answers a company's contacts: telephone, chat, mail and tickets in one program.");
  app.set_version_flag("--version", std::string(MADOGUCHI_VERSION));
  app.require_subcommand(1);
  Options options;
  Texts texts;
  CLI::App* serve = app.add_subcommand("serve", "Run an installation");
  CLI::App* trial =
      app.add_subcommand("trial", "Try it on this machine, with an example service and shop");
  CLI::App* doctor = app.add_subcommand(
      "doctor", "Look whether serve with the same flags finds what it needs; changes nothing");
  std::string config_file;
  for (CLI::App* command : {serve, doctor}) {
    command
        ->add_option("--config", config_file,
                     "Read flags from this file, a line each: name = value")
        ->configurable(false);
    add_serve_flags(*command, options);
  }
  for (CLI::App* command : {serve, trial, doctor}) {
    add_flags(*command, options, texts);
    add_telephone_flags(*command, options, texts);
  }
  trial
      ->add_option("--shop", texts.shop,
                   "Where the example shop listens, on another site than the desk")
      ->capture_default_str();
  try {
    app.parse(argc, argv);
    if (!config_file.empty()) apply_file(config_file, doctor->parsed() ? *doctor : *serve);
  } catch (const CLI::ParseError& error) {
    // Whatever is wrong is one status: the unit lists it as what is not tried again.
    return {.options = {}, .exit_code = app.exit(error) == 0 ? 0 : 2};
  }
  if (trial->parsed()) options.mode = Mode::kTrial;
  if (doctor->parsed()) options.mode = Mode::kDoctor;
  if (const auto status = read_endpoints(texts, options); !status) {
    std::cerr << status.error().detail << '\n';
    return {.options = {}, .exit_code = 2};
  }
  return {.options = std::move(options), .exit_code = 0};
}

}  // namespace madoguchi::app
