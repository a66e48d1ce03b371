#include "transport/listener.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "transport/http_testing.h"

namespace madoguchi::transport {
namespace {

using Answer = boost::asio::awaitable<base::Result<Response>>;

Answer fail_with(Request request) {
  const auto text = request.query_parameter("code").value_or("0");
  co_return base::fail(static_cast<base::ErrorCode>(std::stoi(text)), "a detail");
}

Answer throw_up(Request) {
  throw std::runtime_error("thrown by the handler");
  co_return no_content();
}

Answer describe(Request request) {
  std::string text = request.peer + (request.is_secure ? " secure" : " plain");
  for (const auto& [name, value] : request.headers) text += "\n" + name + "=" + value;
  Response response;
  response.body = std::move(text);
  co_return response;
}

Answer split_response(Request) {
  co_return Response{}.with_header("X-Bad", "a\r\nSet-Cookie: b=1");
}

Answer cacheable(Request) {
  co_return json_response("{}")
      .with_header("Cache-Control", "max-age=5")
      .with_header("Referrer-Policy", "origin");
}

void add_routes(Router& router) {
  router.add(Method::kGet, "/api/things/{thingId}", echo_path());
  router.add(Method::kPost, "/api/things", echo_body(), {.max_body_bytes = 100});
  router.add(Method::kDelete, "/api/things", [](Request) -> Answer { co_return no_content(); });
  router.add(Method::kPost, "/api/upload", echo_body(), {.max_body_bytes = 2'000'000});
  router.add(Method::kPost, "/api/widget", echo_body(), {.checks_origin_itself = true});
  router.add(Method::kGet, "/fail", fail_with);
  router.add(Method::kGet, "/throw", throw_up);
  router.add(Method::kGet, "/quote", [](Request) -> Answer {
    co_return base::fail(base::ErrorCode::kConflict, "quoted\nerror forged\x1b[2J");
  });
  router.add(Method::kGet, "/describe", describe);
  router.add(Method::kGet, "/split", split_response);
  router.add(Method::kGet, "/cacheable", cacheable);
}

class ListenerTest : public testing::Test {
 protected:
  TestServer server_{add_routes};
};

TEST_F(ListenerTest, answers_with_the_common_headers) {
  const auto response = server_.ask("GET", "/api/things/12?secret=1");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.member("path"), "/api/things/12");
  EXPECT_EQ(response.header("content-type"), "application/json");
  EXPECT_EQ(response.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(response.header("referrer-policy"), "same-origin");
  EXPECT_EQ(response.header("cache-control"), "no-store");
  EXPECT_EQ(response.header("x-request-id").size(), 16U);
  EXPECT_EQ(response.header("connection"), "keep-alive");
  EXPECT_EQ(response.header("date").size(), 29U);
}

TEST_F(ListenerTest, what_the_handler_set_stays) {
  const auto response = server_.ask("GET", "/cacheable");
  EXPECT_EQ(response.header("cache-control"), "max-age=5");
  EXPECT_EQ(response.header("referrer-policy"), "origin");
}

TEST_F(ListenerTest, problems_carry_the_request_id) {
  const auto response = server_.ask("GET", "/nothing");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.header("content-type"), "application/problem+json");
  EXPECT_EQ(response.header("cache-control"), "no-store");
  EXPECT_EQ(response.member("code"), "notFound");
  EXPECT_EQ(response.member("requestId"), response.header("x-request-id"));
}

TEST_F(ListenerTest, another_method_is_405_with_allow) {
  const auto response = server_.ask("PATCH", "/api/things");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.header("allow"), "POST, DELETE");
  for (const auto* method : {"OPTIONS", "TRACE", "PROPFIND", "BREW"}) {
    EXPECT_EQ(server_.ask(method, "/api/things").status, 405) << method;
    EXPECT_EQ(server_.ask(method, "/nothing").status, 404) << method;
  }
}

TEST_F(ListenerTest, head_is_get_without_the_body) {
  RawClient client(server_.port());
  client.send(server_.request("HEAD", "/api/things/1") + server_.request("GET", "/api/things/2"));
  const auto head = client.read_response(false);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->header("content-length"), "24");
  EXPECT_EQ(client.read_response()->member("path"), "/api/things/2");
  client.send(server_.request("HEAD", "/nothing"));
  EXPECT_EQ(client.read_response(false)->status, 404);
}

TEST_F(ListenerTest, a_connection_takes_many_requests_in_order) {
  RawClient client(server_.port());
  std::string pipelined;
  for (int i = 0; i < 50; ++i) {
    pipelined += server_.request("GET", "/api/things/" + std::to_string(i));
    pipelined += server_.request("POST", "/api/things", "", "body " + std::to_string(i));
  }
  client.send(pipelined);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.read_response()->member("path"), "/api/things/" + std::to_string(i));
    EXPECT_EQ(client.read_response()->body, "body " + std::to_string(i));
  }
  EXPECT_EQ(server_.listener().counts().requests, 100);
  EXPECT_EQ(server_.listener().counts().connections, 1);
}

TEST_F(ListenerTest, a_request_may_come_byte_by_byte) {
  RawClient client(server_.port());
  for (const char c : server_.request("POST", "/api/things",
                                      "X-Long: " + std::string(200, 'a') + "\r\n", "0123456789")) {
    ASSERT_TRUE(client.send({&c, 1}));
  }
  EXPECT_EQ(client.read_response()->body, "0123456789");
}

TEST_F(ListenerTest, closes_when_the_client_asks) {
  RawClient client(server_.port());
  client.send(server_.request("GET", "/api/things/1", "Connection: close\r\n"));
  EXPECT_EQ(client.read_response()->header("connection"), "close");
  EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(ListenerTest, http_1_0_closes_after_its_answer) {
  RawClient client(server_.port());
  client.send("GET /api/things/1 HTTP/1.0\r\nHost: " + server_.host() + "\r\n\r\n");
  EXPECT_EQ(client.read_response()->status, 200);
  EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(ListenerTest, takes_chunked_bodies) {
  RawClient client(server_.port());
  client.send(server_.request("POST", "/api/things", "Transfer-Encoding: chunked\r\n") +
              "5;ext=1\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n" +
              server_.request("GET", "/api/things/1"));
  EXPECT_EQ(client.read_response()->body, "hello!");
  EXPECT_EQ(client.read_response()->status, 200);
}

TEST_F(ListenerTest, takes_large_bodies) {
  std::string body(1'999'999, 'x');
  for (std::size_t i = 0; i < body.size(); i += 997) body[i] = static_cast<char>(i);
  const auto response = server_.ask("POST", "/api/upload", "", body);
  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(response.body == body);
}

TEST_F(ListenerTest, says_continue_before_the_body_only_when_it_will_be_read) {
  RawClient client(server_.port());
  client.send(
      server_.request("POST", "/api/things", "Expect: 100-continue\r\nContent-Length: 2\r\n"));
  EXPECT_EQ(client.read_response(false)->status, 100);
  client.send("ok");
  EXPECT_EQ(client.read_response()->body, "ok");
  client.send(
      server_.request("POST", "/api/things", "Expect: 100-continue\r\nContent-Length: 101\r\n"));
  EXPECT_EQ(client.read_response()->status, 413);
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(server_.ask("POST", "/api/things", "Expect: coffee\r\n", "x").status, 417);
}

TEST_F(ListenerTest, a_handlers_error_becomes_its_problem) {
  const auto code = [](base::ErrorCode c) {
    return "/fail?code=" + std::to_string(static_cast<int>(c));
  };
  EXPECT_EQ(server_.ask("GET", code(base::ErrorCode::kConflict)).status, 409);
  EXPECT_EQ(server_.ask("GET", code(base::ErrorCode::kTryLater)).header("retry-after"), "1");
  EXPECT_EQ(server_.ask("GET", code(base::ErrorCode::kRateLimited)).header("retry-after"), "1");
  const auto ours = server_.ask("GET", code(base::ErrorCode::kStorage));
  EXPECT_EQ(ours.status, 500);
  EXPECT_EQ(ours.member("detail"), "");
  EXPECT_NE(server_.log().find("error request " + ours.header("x-request-id") +
                               ": GET /fail: 500 storage a detail"),
            std::string::npos)
      << server_.log();
  EXPECT_NE(server_.log().find("info request "), std::string::npos);
}

TEST_F(ListenerTest, an_exception_ends_one_request_only) {
  RawClient client(server_.port());
  client.send(server_.request("GET", "/throw") + server_.request("GET", "/api/things/1"));
  const auto response = client.read_response();
  EXPECT_EQ(response->status, 500);
  EXPECT_EQ(response->member("code"), "internal");
  EXPECT_EQ(response->body.find("thrown"), std::string::npos);
  EXPECT_NE(server_.log().find(response->header("x-request-id") +
                               ": GET /throw: 500 internal exception: thrown by"),
            std::string::npos);
  EXPECT_EQ(client.read_response()->status, 200);
}

TEST_F(ListenerTest, a_header_that_would_split_the_response_is_not_sent) {
  const auto response = server_.ask("GET", "/split");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.header("set-cookie"), "");
}

TEST_F(ListenerTest, logs_no_query_cookie_or_body) {
  server_.ask("GET", "/api/things/..?k=secret1", "Cookie: s=secret2\r\n");
  server_.ask("GET", "/nothing?k=secret1", "Cookie: s=secret2\r\n");
  server_.ask("GET", "/fail?code=16&k=secret1",
              "Cookie: s=secret2\r\nAuthorization: Bearer secret3\r\n");
  server_.ask("POST", "/api/things", "Origin: http://evil.example\r\n", "secret4");
  server_.ask("POST", "/api/things", "", std::string(101, 's') + "secret4");
  EXPECT_EQ(server_.log().find("secret"), std::string::npos) << server_.log();
}

TEST_F(ListenerTest, a_detail_cannot_forge_a_line_of_the_log) {
  server_.ask("GET", "/quote");
  EXPECT_NE(server_.log().find("409 conflict quoted error forged [2J\n"), std::string::npos)
      << server_.log();
}

TEST_F(ListenerTest, foreign_hosts_are_refused) {
  EXPECT_EQ(server_.ask("GET", "/api/things/1", "Host: evil.example\r\n").member("code"),
            "wrongOrigin");
  EXPECT_EQ(
      server_
          .ask("GET", "/api/things/1", "Host: localhost:" + std::to_string(server_.port()) + "\r\n")
          .status,
      200);
  RawClient absolute(server_.port());
  absolute.send(server_.request("GET", "http://evil.example/api/things/1"));
  EXPECT_EQ(absolute.read_response()->status, 403);
}

TEST_F(ListenerTest, unsafe_methods_need_our_origin) {
  const auto post = [this](std::string headers, std::string path = "/api/things") {
    return server_.ask("POST", path, headers, "x").status;
  };
  EXPECT_EQ(post("Origin: " + server_.origin() + "\r\nCookie: a=1\r\n"), 200);
  EXPECT_EQ(post("Origin: http://evil.example\r\nCookie: a=1\r\n"), 403);
  EXPECT_EQ(post("Origin: null\r\n"), 403);
  EXPECT_EQ(post("Cookie: a=1\r\n"), 403);
  EXPECT_EQ(post("Cookie: a=1\r\nSec-Fetch-Site: same-origin\r\n"), 200);
  EXPECT_EQ(post("Sec-Fetch-Site: cross-site\r\n"), 403);
  EXPECT_EQ(post(""), 200);
  EXPECT_EQ(post("Origin: http://shop.example\r\nCookie: a=1\r\n", "/api/widget"), 200);
  EXPECT_EQ(server_.ask("GET", "/api/things/1", "Origin: http://evil.example\r\n").status, 200);
}

TEST(ListenerProxies, only_a_trusted_peer_says_who_the_client_is) {
  auto options = TestServer::quick_options();
  TestServer direct(add_routes, options);
  constexpr auto kHeaders = "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Proto: https\r\n";
  EXPECT_TRUE(direct.ask("GET", "/describe", kHeaders).body.starts_with("127.0.0.1 plain\n"));
  options.trusted_proxies = {"127.0.0.1"};
  options.allowed_hosts = {"desk.example"};
  TestServer behind(add_routes, options);
  const std::string host = "Host: desk.example\r\n";
  EXPECT_TRUE(
      behind.ask("GET", "/describe", host + kHeaders).body.starts_with("198.51.100.7 secure\n"));
  const auto origin = host + kHeaders + "Cookie: a=1\r\nOrigin: ";
  EXPECT_EQ(behind.ask("POST", "/api/things", origin + "https://desk.example\r\n", "x").status,
            200);
  EXPECT_EQ(behind.ask("POST", "/api/things", origin + "http://desk.example\r\n", "x").status, 403);
}

TEST(ListenerThreads, share_the_port) {
  auto options = TestServer::quick_options();
  options.threads = 3;
  TestServer server(add_routes, options);
  for (int i = 0; i < 30; ++i) EXPECT_EQ(server.ask("GET", "/api/things/1").status, 200);
  EXPECT_EQ(server.listener().counts().requests, 30);
}

std::string refusal_of(ListenerOptions options) {
  const Router router;
  const auto listener = Listener::open(options, router);
  return listener ? "" : listener.error().detail;
}

TEST(ListenerOpen, says_what_is_wrong_in_a_sentence) {
  TestServer server(add_routes);
  auto options = TestServer::quick_options();
  options.port = server.port();
  const std::string taken = "cannot listen on 127.0.0.1:" + std::to_string(server.port()) +
                            ": another program has the port";
  EXPECT_EQ(refusal_of(options), taken);
  options.threads = 2;
  EXPECT_EQ(refusal_of(options), taken);
  options = TestServer::quick_options();
  options.address = "desk.example";
  EXPECT_EQ(refusal_of(options), "'desk.example' is not an address to listen on");
  options = TestServer::quick_options();
  options.tls_certificate_file = "/nowhere/c.pem";
  EXPECT_TRUE(refusal_of(options).starts_with("cannot use the TLS certificate /nowhere/c.pem: "));
  options = TestServer::quick_options();
  options.trusted_proxies = {"proxy"};
  EXPECT_EQ(refusal_of(options), "cannot read the trusted proxy 'proxy'");
}

TEST(ListenerOpen, shares_a_port_with_no_second_listener_of_several_threads) {
  auto options = TestServer::quick_options();
  options.threads = 2;
  TestServer server(add_routes, options);
  options.port = server.port();
  EXPECT_NE(refusal_of(options), "");
}

}  // namespace
}  // namespace madoguchi::transport
