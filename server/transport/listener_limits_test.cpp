// What a hostile or broken client may cost: sizes, times, malformed requests, the number of
// connections.
#include <thread>

#include <gtest/gtest.h>

#include "transport/http_testing.h"

namespace madoguchi::transport {
namespace {

void add_routes(Router& router) {
  router.add(Method::kGet, "/", echo_path());
  router.add(Method::kPost, "/post", echo_body(), {.max_body_bytes = 1'000});
}

class ListenerLimitsTest : public testing::Test {
 protected:
  static ListenerOptions options() { return TestServer::quick_options(); }
  TestServer server_{add_routes, options()};
};

TEST_F(ListenerLimitsTest, headers_over_the_limit_are_431) {
  const auto line = [](std::size_t bytes) { return "X-Long: " + std::string(bytes, 'a') + "\r\n"; };
  EXPECT_EQ(server_.ask("GET", "/", line(16'000)).status, 200);
  const auto response = server_.ask("GET", "/", line(17'000));
  EXPECT_EQ(response.status, 431);
  EXPECT_EQ(response.member("expected"), "at most 16384 bytes");
  EXPECT_EQ(response.header("connection"), "close");
  EXPECT_EQ(server_.ask("GET", "/" + std::string(17'000, 'a')).status, 431);
}

TEST_F(ListenerLimitsTest, headers_over_the_limit_are_431_even_in_drops) {
  RawClient client(server_.port());
  client.send("GET / HTTP/1.1\r\nHost: " + server_.host() + "\r\n");
  const std::string line = "X-Drop: " + std::string(90, 'a') + "\r\n";
  bool is_open = true;
  for (int i = 0; i < 400 && is_open; ++i) is_open = client.send(line);
  EXPECT_EQ(client.read_response()->status, 431);
}

TEST_F(ListenerLimitsTest, a_body_over_the_routes_limit_is_413_before_it_is_read) {
  RawClient client(server_.port());
  client.send(server_.request("POST", "/post", "Content-Length: 1001\r\n"));
  const auto response = client.read_response();
  EXPECT_EQ(response->status, 413);
  EXPECT_EQ(response->member("code"), "tooLarge");
  EXPECT_EQ(response->member("expected"), "at most 1000 bytes");
  EXPECT_EQ(response->header("connection"), "close");
  EXPECT_EQ(server_.ask("POST", "/post", "", std::string(1'000, 'x')).status, 200);
  EXPECT_EQ(server_.ask("POST", "/post", "Content-Length: 99999999999999999999\r\n").status, 400);
}

TEST_F(ListenerLimitsTest, a_client_that_sends_on_still_gets_the_413) {
  EXPECT_EQ(server_.ask("POST", "/post", "", std::string(200'000, 'x')).status, 413);
}

TEST_F(ListenerLimitsTest, a_chunked_body_over_the_limit_is_413) {
  RawClient client(server_.port());
  client.send(server_.request("POST", "/post", "Transfer-Encoding: chunked\r\n"));
  for (int i = 0; i < 11; ++i) client.send("64\r\n" + std::string(100, 'x') + "\r\n");
  EXPECT_EQ(client.read_response()->status, 413);
}

TEST_F(ListenerLimitsTest, a_chunk_line_without_end_is_refused) {
  RawClient client(server_.port());
  client.send(server_.request("POST", "/post", "Transfer-Encoding: chunked\r\n") + "5;");
  bool is_open = true;
  for (int i = 0; i < 100 && is_open; ++i) is_open = client.send(std::string(1'000, 'x'));
  EXPECT_EQ(client.read_response()->status, 400);
}

struct BadRequest {
  const char* text;
  int status;
};

class MalformedRequest : public testing::TestWithParam<BadRequest> {};

TEST_P(MalformedRequest, is_answered_with_a_problem) {
  TestServer server(add_routes);
  RawClient client(server.port());
  std::string text = GetParam().text;
  if (const auto at = text.find("HOST"); at != std::string::npos)
    text.replace(at, 4, server.host());
  client.send(text);
  const auto response = client.read_response();
  ASSERT_TRUE(response) << text;
  EXPECT_EQ(response->status, GetParam().status) << text;
  EXPECT_EQ(response->header("content-type"), "application/problem+json");
  EXPECT_NE(response->member("title"), "");
}

INSTANTIATE_TEST_SUITE_P(
    Cases, MalformedRequest,
    testing::Values(
        BadRequest{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello over TLS\r\n\r\n", 400},
        BadRequest{"GET\r\n\r\n", 400}, BadRequest{"GET / HTTP/9.9\r\n\r\n", 400},
        BadRequest{"GET / HTTP/1.1\nHost: HOST\n\n", 400},
        BadRequest{"GET / HTTP/1.1\r\n\r\n", 400},
        BadRequest{"GET / HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n", 400},
        BadRequest{"GET / HTTP/1.1\r\nHost: HOST\r\nBad Name: x\r\n\r\n", 400},
        BadRequest{"GET / HTTP/1.1\r\nHost : HOST\r\n\r\n", 400},
        BadRequest{"GET / HTTP/1.1\r\nHost: HOST\r\nX: \xff\r\n\r\n", 400},
        BadRequest{"GET / HTTP/1.1\r\nHost: HOST\r\nX: a\x01z\r\n\r\n", 400},
        BadRequest{"GET /../etc HTTP/1.1\r\nHost: HOST\r\n\r\n", 400},
        BadRequest{"GET /%2e%2e/etc HTTP/1.1\r\nHost: HOST\r\n\r\n", 400},
        BadRequest{"GET /%00 HTTP/1.1\r\nHost: HOST\r\n\r\n", 400},
        BadRequest{"GET /?a=%ff HTTP/1.1\r\nHost: HOST\r\n\r\n", 400},
        BadRequest{"OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n", 400},
        BadRequest{"POST /post HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: "
                   "chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                   400},
        BadRequest{"POST /post HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: gzip\r\n\r\n", 400},
        BadRequest{"POST /post HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
                   400},
        BadRequest{
            "POST /post HTTP/1.0\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400},
        BadRequest{
            "POST /post HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
            400},
        BadRequest{
            "POST /post HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
            400},
        BadRequest{"POST /post HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n", 400},
        BadRequest{"POST /post HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1 1\r\n\r\n", 400},
        BadRequest{"POST /post HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                   400},
        BadRequest{"GET / HTTP/1.1\r\nHost: HOST:1\r\n\r\n", 403}));

TEST_F(ListenerLimitsTest, nothing_is_read_after_a_parse_error) {
  RawClient client(server_.port());
  client.send("BAD\r\n\r\n" + server_.request("GET", "/"));
  EXPECT_EQ(client.read_response()->status, 400);
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(ListenerDeadlines, a_slow_header_is_408) {
  auto options = TestServer::quick_options();
  options.limits.header = base::Milliseconds(30);
  TestServer server(add_routes, options);
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\n");
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 408);
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(ListenerDeadlines, drops_do_not_move_the_deadline_of_a_header) {
  auto options = TestServer::quick_options();
  options.limits.header = base::Milliseconds(50);
  TestServer server(add_routes, options);
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nX: ");
  EXPECT_TRUE(
      eventually([&] { return !client.send("a") || server.listener().counts().connections == 0; }));
}

TEST(ListenerDeadlines, a_slow_body_is_408) {
  auto options = TestServer::quick_options();
  options.limits.transfer = base::Milliseconds(30);
  TestServer server(add_routes, options);
  RawClient client(server.port());
  client.send(server.request("POST", "/post", "Content-Length: 10\r\n") + "123");
  EXPECT_EQ(client.read_response()->status, 408);
}

TEST(ListenerDeadlines, an_idle_connection_is_closed) {
  auto options = TestServer::quick_options();
  options.limits.idle = base::Milliseconds(30);
  TestServer server(add_routes, options);
  RawClient silent(server.port());
  RawClient kept(server.port());
  kept.send(server.request("GET", "/"));
  EXPECT_EQ(kept.read_response()->status, 200);
  EXPECT_EQ(kept.read_to_end(), "");
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_TRUE(eventually([&] { return server.listener().counts().connections == 0; }));
}

TEST(ListenerDeadlines, a_client_that_does_not_read_is_dropped) {
  auto options = TestServer::quick_options();
  options.limits.transfer = base::Milliseconds(30);
  const auto body = std::make_shared<const std::string>(8 * 1024 * 1024, 'x');
  TestServer server(
      [&](Router& router) {
        router.add(Method::kGet, "/large",
                   [body](Request) -> boost::asio::awaitable<base::Result<Response>> {
                     Response response;
                     response.shared_body = body;
                     co_return response;
                   });
      },
      [&] {
        options.limits.slowest_bytes_per_second = 1024 * 1024 * 1024;
        return options;
      }());
  RawClient client(server.port());
  client.shrink_receive_buffer();
  client.send(server.request("GET", "/large"));
  EXPECT_TRUE(eventually([&] { return server.listener().counts().requests == 1; }));
  EXPECT_TRUE(eventually([&] { return server.listener().counts().connections == 0; }));
}

TEST(ListenerConnections, one_too_many_is_503) {
  auto options = TestServer::quick_options();
  options.max_connections = 2;
  TestServer server(add_routes, options);
  auto first = std::make_unique<RawClient>(server.port());
  const RawClient second(server.port());
  EXPECT_TRUE(eventually([&] { return server.listener().counts().connections == 2; }));
  RawClient third(server.port());
  const auto response = third.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 503);
  EXPECT_EQ(response->header("retry-after"), "1");
  EXPECT_EQ(third.read_to_end(), "");
  first.reset();
  EXPECT_TRUE(eventually([&] { return server.listener().counts().connections == 1; }));
  EXPECT_EQ(server.ask("GET", "/").status, 200);
}

TEST(ListenerStop, finishes_what_runs_and_refuses_what_comes) {
  Gate gate;
  TestServer server([&](Router& router) { router.add(Method::kGet, "/wait", gate.handler()); });
  RawClient busy(server.port());
  RawClient idle(server.port());
  busy.send(server.request("GET", "/wait") + server.request("GET", "/wait"));
  EXPECT_TRUE(eventually([&] { return gate.waiting() == 1; }));
  std::thread stopper([&] { server.listener().stop(); });
  EXPECT_EQ(idle.read_to_end(), "");
  gate.open();
  const auto response = busy.read_response();
  EXPECT_EQ(response->status, 204);
  EXPECT_EQ(response->header("connection"), "close");
  EXPECT_EQ(busy.read_to_end(), "") << "the second request is not served";
  stopper.join();
  EXPECT_EQ(server.listener().counts().connections, 0);
}

TEST(ListenerStop, gives_up_on_handlers_that_do_not_come_back) {
  Gate gate;
  auto options = TestServer::quick_options();
  options.limits.drain = base::Milliseconds(30);
  {
    TestServer server([&](Router& router) { router.add(Method::kGet, "/wait", gate.handler()); },
                      options);
    RawClient client(server.port());
    client.send(server.request("GET", "/wait"));
    EXPECT_TRUE(eventually([&] { return gate.waiting() == 1; }));
    server.listener().stop();
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_NE(server.log().find("handlers still run"), std::string::npos);
  }
}

TEST(ListenerStop, may_come_before_the_start_and_twice) {
  const Router router;
  auto listener = Listener::open(TestServer::quick_options(), router);
  ASSERT_TRUE(listener);
  (*listener)->stop();
  (*listener)->stop();
}

TEST(ListenerStop, while_many_clients_send) {
  auto options = TestServer::quick_options();
  options.threads = 2;
  TestServer server(add_routes, options);
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      RawClient client(server.port());
      while (client.send(server.request("GET", "/")) && client.read_response()) ++answered;
    });
  }
  EXPECT_TRUE(eventually([&] { return answered > 200; }));
  server.listener().stop();
  for (auto& client : clients) client.join();
  EXPECT_EQ(server.listener().counts().connections, 0);
}

}  // namespace
}  // namespace madoguchi::transport
