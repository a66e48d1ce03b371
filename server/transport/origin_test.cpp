#include "transport/origin.h"

#include <gtest/gtest.h>

namespace madoguchi::transport {
namespace {

TEST(ParseHostPort, reads_names_and_addresses) {
  EXPECT_EQ(parse_host_port("Desk.Example"), (HostPort{"desk.example", 0}));
  EXPECT_EQ(parse_host_port("desk.example:8443"), (HostPort{"desk.example", 8443}));
  EXPECT_EQ(parse_host_port("127.0.0.1:80"), (HostPort{"127.0.0.1", 80}));
  EXPECT_EQ(parse_host_port("[::1]"), (HostPort{"[::1]", 0}));
  EXPECT_EQ(parse_host_port("[2001:DB8::1]:65535"), (HostPort{"[2001:db8::1]", 65535}));
}

TEST(ParseHostPort, refuses_everything_else) {
  for (const auto* text :
       {"",        ":80", "a:",  "a:0",       "a:65536",      "a:-1", "a:+1", "a: 1", "a:1x",
        "a b",     "a/b", "a@b", "user@a:80", "::1",          "[::1", "[]",   "[x]",  "[::1]x",
        "[::1]80", "a,b", "a#",  "a?",        "窓口.example", "a\\b", "a:1:2"}) {
    EXPECT_FALSE(parse_host_port(text)) << text;
  }
  EXPECT_FALSE(parse_host_port(std::string(254, 'a')));
}

TEST(ParseOrigin, reads_scheme_and_host) {
  const auto origin = parse_origin("https://desk.example:8443");
  ASSERT_TRUE(origin);
  EXPECT_TRUE(origin->is_secure);
  EXPECT_EQ(origin->host_port, (HostPort{"desk.example", 8443}));
  EXPECT_FALSE(parse_origin("http://localhost")->is_secure);
}

TEST(ParseOrigin, refuses_everything_else) {
  for (const auto* text :
       {"", "null", "desk.example", "file://", "http://", "https:///", "http://a/", "http://a/b",
        "https://a?b", "HTTP://a", "ws://a", "http://a http://b", "http://user@a"}) {
    EXPECT_FALSE(parse_origin(text)) << text;
  }
}

OriginRules rules_of(const std::vector<std::string>& hosts) {
  auto rules = OriginRules::make(hosts, "127.0.0.1", 8080);
  EXPECT_TRUE(rules);
  return rules.value_or(OriginRules{});
}

TEST(OriginRules, without_entries_the_own_address_and_localhost_count) {
  const auto rules = rules_of({});
  EXPECT_TRUE(rules.check_host("127.0.0.1:8080", false));
  EXPECT_TRUE(rules.check_host("LOCALHOST:8080", false));
  EXPECT_FALSE(rules.check_host("127.0.0.1:8081", false));
  EXPECT_FALSE(rules.check_host("127.0.0.1", false));
  const auto ipv6 = OriginRules::make({}, "::1", 8080);
  EXPECT_TRUE(ipv6->check_host("[::1]:8080", false));
  const auto outside = OriginRules::make({}, "192.0.2.1", 8080);
  EXPECT_FALSE(outside->check_host("localhost:8080", false));
}

TEST(OriginRules, an_entry_without_port_means_that_of_the_scheme) {
  const auto rules = rules_of({"desk.example", "other.example:8443", "near.example:0"});
  EXPECT_TRUE(rules.check_host("desk.example", false));
  EXPECT_TRUE(rules.check_host("desk.example:80", false));
  EXPECT_TRUE(rules.check_host("desk.example:443", true));
  EXPECT_FALSE(rules.check_host("desk.example:443", false));
  EXPECT_TRUE(rules.check_host("other.example:8443", true));
  EXPECT_FALSE(rules.check_host("other.example", true));
  EXPECT_TRUE(rules.check_host("near.example:8080", false));
  EXPECT_FALSE(rules.check_host("evil.example", false));
  EXPECT_FALSE(rules.check_host("desk.example.evil.example", false));
}

TEST(OriginRules, an_entry_that_cannot_be_read_is_named) {
  const auto rules = OriginRules::make({"https://desk.example"}, "127.0.0.1", 8080);
  ASSERT_FALSE(rules);
  EXPECT_NE(rules.error().detail.find("https://desk.example"), std::string::npos);
}

struct OriginCase {
  const char* origin;  ///< null: no such header
  const char* site;
  const char* cookie;
  bool is_secure;
  bool passes_unsafe;
  bool passes_socket;
};

class CheckOrigin : public testing::TestWithParam<OriginCase> {};

TEST_P(CheckOrigin, decides_by_the_headers) {
  const auto& row = GetParam();
  Request request;
  request.is_secure = row.is_secure;
  if (row.origin != nullptr) request.headers.emplace_back("origin", row.origin);
  if (row.site != nullptr) request.headers.emplace_back("sec-fetch-site", row.site);
  if (row.cookie != nullptr) request.headers.emplace_back("cookie", row.cookie);
  const auto rules = rules_of({"desk.example", "127.0.0.1:0"});
  EXPECT_EQ(rules.check_origin(request, false).has_value(), row.passes_unsafe);
  EXPECT_EQ(rules.check_origin(request, true).has_value(), row.passes_socket);
}

constexpr const char* kNone = nullptr;
INSTANTIATE_TEST_SUITE_P(
    Matrix, CheckOrigin,
    testing::Values(OriginCase{"http://desk.example", kNone, "a=1", false, true, true},
                    OriginCase{"https://desk.example", kNone, "a=1", true, true, true},
                    OriginCase{"https://desk.example:443", kNone, "a=1", true, true, true},
                    OriginCase{"http://127.0.0.1:8080", kNone, kNone, false, true, true},
                    OriginCase{"https://desk.example", kNone, "a=1", false, false, false},
                    OriginCase{"http://desk.example", kNone, "a=1", true, false, false},
                    OriginCase{"http://desk.example:8081", kNone, "a=1", false, false, false},
                    OriginCase{"http://evil.example", kNone, "a=1", false, false, false},
                    OriginCase{"http://evil.example", "same-origin", "a=1", false, false, false},
                    OriginCase{"http://evil.example", kNone, kNone, false, false, false},
                    OriginCase{"null", kNone, "a=1", false, false, false},
                    OriginCase{"null", "same-origin", kNone, false, false, false},
                    OriginCase{kNone, kNone, "a=1", false, false, false},
                    OriginCase{kNone, kNone, kNone, false, true, false},
                    OriginCase{kNone, "same-origin", "a=1", false, true, true},
                    OriginCase{kNone, "none", "a=1", false, true, false},
                    OriginCase{kNone, "same-site", "a=1", false, false, false},
                    OriginCase{kNone, "cross-site", kNone, false, false, false},
                    OriginCase{kNone, "cross-site", "a=1", false, false, false}));

}  // namespace
}  // namespace madoguchi::transport
