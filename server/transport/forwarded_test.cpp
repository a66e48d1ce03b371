#include "transport/forwarded.h"

#include <gtest/gtest.h>

namespace madoguchi::transport {
namespace {

struct Outcome {
  std::string peer;
  bool is_secure;
  bool operator==(const Outcome&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << outcome.peer << (outcome.is_secure ? " secure" : " plain");
}

class Forwarded : public testing::Test {
 protected:
  Outcome apply(const char* peer, Headers headers, bool is_secure = false) {
    const auto proxies = TrustedProxies::make({"127.0.0.1", "10.0.0.0/8", "2001:db8::/32"});
    Request request;
    request.peer = peer;
    request.is_secure = is_secure;
    request.headers = std::move(headers);
    proxies->apply(boost::asio::ip::make_address(peer), request);
    return {request.peer, request.is_secure};
  }
};

TEST_F(Forwarded, headers_of_strangers_mean_nothing) {
  EXPECT_EQ(
      apply("192.0.2.9", {{"x-forwarded-for", "198.51.100.1"}, {"x-forwarded-proto", "https"}}),
      (Outcome{"192.0.2.9", false}));
}

TEST_F(Forwarded, the_proxy_says_who_and_how) {
  EXPECT_EQ(
      apply("127.0.0.1", {{"x-forwarded-for", "198.51.100.1"}, {"x-forwarded-proto", "https"}}),
      (Outcome{"198.51.100.1", true}));
  EXPECT_EQ(apply("10.9.8.7", {{"x-forwarded-for", "2001:db9::1"}}),
            (Outcome{"2001:db9::1", false}));
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-proto", "http"}}, true),
            (Outcome{"127.0.0.1", false}));
  EXPECT_EQ(apply("127.0.0.1", {}), (Outcome{"127.0.0.1", false}));
}

TEST_F(Forwarded, the_right_most_stranger_is_the_client) {
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-for", "1.1.1.1, 198.51.100.1 ,10.0.0.2"}}).peer,
            "198.51.100.1");
  EXPECT_EQ(
      apply("127.0.0.1", {{"x-forwarded-for", "1.1.1.1"}, {"x-forwarded-for", "10.1.1.1"}}).peer,
      "1.1.1.1");
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-for", "10.0.0.3, 10.0.0.2"}}).peer, "10.0.0.3");
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-proto", "https, http"}}).is_secure, false);
}

TEST_F(Forwarded, stops_at_what_it_cannot_read) {
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-for", "1.1.1.1, unknown, 10.0.0.2"}}).peer,
            "10.0.0.2");
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-for", "unknown"}}).peer, "127.0.0.1");
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-for", ",,"}}).peer, "127.0.0.1");
}

TEST_F(Forwarded, ports_and_mapped_addresses_are_taken_off) {
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-for", "198.51.100.1:4711"}}).peer, "198.51.100.1");
  EXPECT_EQ(apply("::ffff:127.0.0.1", {{"x-forwarded-for", "[2001:db9::1]:4711"}}).peer,
            "2001:db9::1");
  EXPECT_EQ(apply("127.0.0.1", {{"x-forwarded-for", "::ffff:10.0.0.1"}}).peer, "10.0.0.1");
}

TEST(TrustedProxies, an_entry_that_cannot_be_read_is_named) {
  for (const auto* entry : {"proxy.example", "", "10.0.0.0/33", "1.2.3", "10.0.0.0/"}) {
    EXPECT_FALSE(TrustedProxies::make({entry})) << entry;
  }
}

}  // namespace
}  // namespace madoguchi::transport
