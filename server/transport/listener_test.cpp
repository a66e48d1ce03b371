#include "transport/listener.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "transport/http_testing.h"

namespace madoguchi::transport {
namespace {

void add_routes(Router& router) {
  router.add(Method::kGet, "/api/things/{thingId}", echo_path());
  router.add(Method::kPost, "/api/things", echo_body(), {.max_body_bytes = 100});
}

TEST(Listener, answers_a_request_with_the_common_headers) {
  TestServer server(add_routes);
  const auto response = server.ask("GET", "/api/things/12?secret=1");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"path":"/api/things/12"})");
  EXPECT_EQ(response.header("content-type"), "application/json");
  EXPECT_EQ(response.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(response.header("referrer-policy"), "same-origin");
  EXPECT_EQ(response.header("cache-control"), "no-store");
  EXPECT_EQ(response.header("x-request-id").size(), 16U);
  EXPECT_EQ(response.header("connection"), "keep-alive");
  EXPECT_NE(response.header("date"), "");
}

TEST(Listener, problems_carry_the_request_id) {
  TestServer server(add_routes);
  const auto response = server.ask("GET", "/nothing");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.header("content-type"), "application/problem+json");
  EXPECT_EQ(response.member("code"), "notFound");
  EXPECT_EQ(response.member("requestId"), response.header("x-request-id"));
}

}  // namespace
}  // namespace madoguchi::transport
