#include "app/options.h"

#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace madoguchi::app {
namespace {

TEST(Endpoint, reads_addresses_with_ports) {
  EXPECT_EQ(read_endpoint("127.0.0.1:8080")->port, 8080);
  EXPECT_EQ(read_endpoint("localhost:0")->address, "localhost");
  EXPECT_EQ(read_endpoint("[::1]:443")->address, "::1");
  for (const char* text : {"", "8080", ":8080", "a:", "a:b", "a:70000", "a:-1", "a:80x"}) {
    EXPECT_FALSE(read_endpoint(text)) << text;
  }
}

TEST(Endpoint, knows_what_only_this_machine_reaches) {
  for (const char* text : {"127.0.0.1:1", "127.9.9.9:1", "localhost:1", "[::1]:1"}) {
    EXPECT_TRUE(is_loopback(*read_endpoint(text))) << text;
  }
  for (const char* text : {"0.0.0.0:1", "192.168.0.1:1", "[::]:1", "example.jp:1"}) {
    EXPECT_FALSE(is_loopback(*read_endpoint(text))) << text;
  }
}

Parsed parse(std::vector<std::string> words) {
  words.insert(words.begin(), "madoguchi");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  return parse_command_line(static_cast<int>(argv.size()), argv.data());
}

TEST(CommandLine, a_trial_refuses_addresses_that_others_reach) {
  EXPECT_TRUE(parse({"trial", "--http", "127.0.0.1:0"}).options);
  EXPECT_EQ(parse({"trial", "--http", "0.0.0.0:8080"}).exit_code, 2);
  EXPECT_EQ(parse({"trial", "--shop", "192.168.1.1:80"}).exit_code, 2);
  EXPECT_TRUE(parse({"serve", "--http", "192.168.1.1:80"}).options);
}

TEST(CommandLine, every_address_needs_the_name_that_people_type) {
  for (const char* every : {"0.0.0.0:8080", "[::]:8080"}) {
    EXPECT_EQ(parse({"serve", "--http", every}).exit_code, 2);
    EXPECT_TRUE(
        parse({"serve", "--http", every, "--public-origin", "http://desk.example"}).options);
  }
}

TEST(CommandLine, a_certificate_needs_its_key) {
  EXPECT_EQ(parse({"serve", "--tls-cert", "a.pem"}).exit_code, 2);
  EXPECT_TRUE(parse({"serve", "--tls-cert", "a.pem", "--tls-key", "b.pem"}).options);
}

TEST(CommandLine, unknown_flags_and_levels_are_refused) {
  EXPECT_FALSE(parse({"serve", "--nonsense"}).options);
  EXPECT_FALSE(parse({"serve", "--log-level", "loud"}).options);
  EXPECT_FALSE(parse({}).options);
}

TEST(CommandLine, every_mistake_is_the_one_status_that_the_unit_does_not_try_again) {
  for (const auto& words : {std::vector<std::string>{"serve", "--nonsense"},
                            {"serve", "--threads", "many"},
                            {"serve", "--http"},
                            {}}) {
    EXPECT_EQ(parse(words).exit_code, 2);
  }
  EXPECT_EQ(parse({"--help"}).exit_code, 0);
  EXPECT_EQ(parse({"--version"}).exit_code, 0);
}

TEST(Telephone, flags_are_read) {
  const auto parsed =
      parse({"serve", "--sip", "0.0.0.0:5060", "--public-address", "203.0.113.5", "--rtp-ports",
             "30000-30099", "--trunk", "carrier=192.0.2.1+2001:db8::1,office=192.0.2.9", "--number",
             "0312345678=abc/Orders,*=abc", "--rtp-timeout", "60", "--webrtc-port", "31000",
             "--webrtc-address", "203.0.113.5,192.168.1.5"});
  ASSERT_TRUE(parsed.options);
  const Options& options = *parsed.options;
  EXPECT_EQ(options.sip->port, 5060);
  EXPECT_EQ(options.public_address, "203.0.113.5");
  EXPECT_EQ(options.rtp_ports, (voice::PortRange{30'000, 30'099}));
  ASSERT_EQ(options.trunks.size(), 2u);
  EXPECT_EQ(options.trunks[0].name, "carrier");
  EXPECT_EQ(options.trunks[0].hosts.size(), 2u);
  ASSERT_EQ(options.numbers.size(), 2u);
  EXPECT_EQ(options.numbers[0], (features::CallRoute{"0312345678", "abc", "Orders"}));
  EXPECT_EQ(options.numbers[1], (features::CallRoute{"*", "abc", ""}));
  EXPECT_EQ(options.rtp_timeout, 60);
  EXPECT_EQ(options.webrtc_port, 31'000);
  EXPECT_EQ(options.webrtc_addresses, (std::vector<std::string>{"203.0.113.5", "192.168.1.5"}));
}

TEST(Telephone, what_cannot_work_is_refused_at_the_start) {
  const std::vector<std::string> open{"serve", "--trunk", "a=192.0.2.1", "--number", "1=abc"};
  const auto with = [&](std::vector<std::string> more) {
    auto words = open;
    words.insert(words.end(), more.begin(), more.end());
    return parse(words).exit_code;
  };
  EXPECT_EQ(with({"--sip", "192.0.2.5:5060"}), 0);
  EXPECT_EQ(with({"--sip", "0.0.0.0:5060"}), 2) << "callers could not be told where to send";
  EXPECT_EQ(with({"--sip", "phone.example:5060"}), 2);
  EXPECT_EQ(with({"--public-address", "phone.example"}), 2);
  EXPECT_TRUE(parse({"serve", "--sip", "192.0.2.5:5060"}).options) << "an admin adds trunks";
  EXPECT_EQ(parse({"trial", "--sip", "192.0.2.5:5060"}).exit_code, 2);
  EXPECT_TRUE(parse({"trial", "--sip", "127.0.0.1:0"}).options);
  for (const char* trunk : {"a", "=192.0.2.1", "a=", "a=host.example", "a=192.0.2.1++",
                            "a=192.0.2.1:", "a=192.0.2.1:x", "web=192.0.2.1"}) {
    EXPECT_FALSE(read_trunk(trunk)) << trunk;
  }
  EXPECT_EQ(read_trunk("a=192.0.2.1:5070")->hosts[0].text(), "192.0.2.1:5070");
  EXPECT_EQ(read_trunk("a=[2001:db8::1]:5070")->hosts[0].port(), 5070);
  for (const char* number : {"1", "=abc", "1=", "1=/Orders"}) {
    EXPECT_FALSE(read_number(number)) << number;
  }
  for (const char* range : {"", "1", "20000", "20000-", "-20000", "30000-20000", "20000-20000",
                            "80-90", "20000-70000", "a-b"}) {
    EXPECT_FALSE(read_port_range(range)) << range;
  }
}

TEST(PublicOrigin, is_what_browsers_write) {
  const auto origin = read_origin("https://desk.example:8443");
  ASSERT_TRUE(origin);
  EXPECT_EQ(origin->scheme, "https");
  EXPECT_EQ(origin->host, "desk.example");
  EXPECT_EQ(origin->port, 8443);
  EXPECT_EQ(host_header(*origin), "desk.example:8443");
  EXPECT_EQ(host_header(*read_origin("https://desk.example:443")), "desk.example");
  EXPECT_EQ(host_header(*read_origin("http://desk.example:443")), "desk.example:443");
  EXPECT_EQ(read_origin("https://[::1]")->host, "::1");
  EXPECT_EQ(host_header(*read_origin("http://[::1]:8080")), "[::1]:8080");
  for (const char* text : {"", "desk.example", "https://", "ftp://desk.example", "https://:8443",
                           "https://desk.example/", "https://desk.example:", "https://::1",
                           "https://desk.example:x", "https://me@desk.example"}) {
    EXPECT_FALSE(read_origin(text)) << text;
  }
  EXPECT_EQ(parse({"serve", "--public-origin", "desk.example"}).exit_code, 2);
  EXPECT_TRUE(parse({"serve", "--public-origin", "https://desk.example:8443"}).options);
}

/// `serve` with a configuration file of this text, and flags beside it.
Parsed serve_with(const std::string& text, const std::vector<std::string>& flags = {}) {
  const auto path = std::filesystem::path(::testing::TempDir()) /
                    ("madoguchi_options." + std::to_string(::getpid()));
  std::ofstream(path) << text;
  std::vector<std::string> words{"serve", "--config", path.string()};
  words.insert(words.end(), flags.begin(), flags.end());
  auto parsed = parse(std::move(words));
  std::filesystem::remove(path);
  return parsed;
}

TEST(ConfigurationFile, may_hold_every_flag) {
  const auto parsed = serve_with(R"(# a comment
http = 0.0.0.0:80
data = "/var/lib/madoguchi"
log-level = warn
metrics = 127.0.0.1:9090
public-origin = https://desk.example
tls-self-signed = true
trusted-proxies = 127.0.0.1, 10.0.0.0/8
threads = 3
sip = 192.0.2.5:5060
trunk = carrier=192.0.2.1+192.0.2.2, office=192.0.2.9
number = 0312345678=abc
)");
  ASSERT_TRUE(parsed.options);
  const Options& options = *parsed.options;
  EXPECT_EQ(options.mode, Mode::kServe);
  EXPECT_EQ(options.http.address, "0.0.0.0");
  EXPECT_EQ(options.http.port, 80);
  EXPECT_EQ(options.data, "/var/lib/madoguchi");
  EXPECT_EQ(options.log_level, "warn");
  ASSERT_TRUE(options.metrics);
  EXPECT_EQ(options.metrics->port, 9090);
  EXPECT_EQ(options.public_origin, "https://desk.example");
  EXPECT_TRUE(options.tls_self_signed);
  EXPECT_EQ(options.trusted_proxies, (std::vector<std::string>{"127.0.0.1", "10.0.0.0/8"}));
  EXPECT_EQ(options.threads, 3);
  ASSERT_EQ(options.trunks.size(), 2u);
  EXPECT_EQ(options.trunks[1].name, "office");
  ASSERT_EQ(options.numbers.size(), 1u);
  EXPECT_EQ(options.numbers[0].service_key, "abc");
}

TEST(ConfigurationFile, yields_to_the_command_line) {
  const auto parsed = serve_with("http = 127.0.0.1:1\ntls-self-signed = false\n",
                                 {"--http", "127.0.0.1:2", "--tls-self-signed"});
  ASSERT_TRUE(parsed.options);
  EXPECT_EQ(parsed.options->http.port, 2);
  EXPECT_TRUE(parsed.options->tls_self_signed);
}

TEST(ConfigurationFile, can_leave_a_switch_off) {
  const auto parsed = serve_with("tls-self-signed = false\n");
  ASSERT_TRUE(parsed.options);
  EXPECT_FALSE(parsed.options->tls_self_signed);
}

TEST(ConfigurationFile, with_a_mistake_starts_nothing) {
  for (const char* text : {"htpp = 127.0.0.1:1\n", "[serve]\nhttp = 127.0.0.1:1\n",
                           "log-level = loud\n", "threads = many\n", "http = 80\n", "http = a b\n",
                           "shop = localhost:1\n", "config = other.conf\n", "help = true\n"}) {
    const auto parsed = serve_with(text);
    EXPECT_FALSE(parsed.options) << text;
    EXPECT_EQ(parsed.exit_code, 2) << text;
  }
  EXPECT_EQ(parse({"serve", "--config", "/nowhere/madoguchi.conf"}).exit_code, 2);
}

}  // namespace
}  // namespace madoguchi::app
