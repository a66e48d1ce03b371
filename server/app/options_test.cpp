#include "app/options.h"

#include <gtest/gtest.h>

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
  EXPECT_TRUE(parse({"serve", "--http", "0.0.0.0:8080"}).options);
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

}  // namespace
}  // namespace madoguchi::app
