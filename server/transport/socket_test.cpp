#include <thread>

#include <gtest/gtest.h>

#include "transport/http_testing.h"
#include "transport/outbox.h"
#include "transport/socket_testing.h"

namespace madoguchi::transport {
namespace {

Outbox::Frame frame(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

class SocketTest : public testing::Test {
 protected:
  void TearDown() override {
    server_.listener().stop();
    EXPECT_EQ(app_->broken_promises(), 0);
    EXPECT_EQ(app_->opened(), app_->closed());
    EXPECT_EQ(server_.listener().counts().sockets, 0);
    EXPECT_EQ(server_.listener().counts().connections, 0);
  }

  /// A client whose socket the application has.
  std::unique_ptr<SocketClient> connect() {
    auto client = std::make_unique<SocketClient>(server_.port());
    const int before = app_->opened();
    const auto answer = client->open("/live");
    EXPECT_TRUE(answer && answer->status == 101);
    EXPECT_TRUE(eventually([&] { return app_->opened() > before; }));
    return client;
  }

  std::shared_ptr<SocketApp> app_ = std::make_shared<SocketApp>();
  TestServer server_{[this](Router& router) {
    router.add_socket(
        "/live", app_->handler(),
        {.max_frame_bytes = 1'000, .max_queued_bytes = 1'000'000, .ping_seconds = 3'600});
    router.add_socket("/widget", app_->handler(), {}, {.checks_origin_itself = true});
    router.add(Method::kGet, "/plain", echo_path());
  }};
};

TEST_F(SocketTest, opens_with_the_common_headers) {
  SocketClient client(server_.port());
  const auto answer = client.open("/live");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 101);
  EXPECT_EQ(answer->header("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(answer->header("x-request-id").size(), 16U);
  EXPECT_EQ(answer->header("sec-websocket-extensions"), "");
  EXPECT_TRUE(eventually([&] { return server_.listener().counts().sockets == 1; }));
  EXPECT_EQ(server_.listener().counts().connections, 1);
}

TEST_F(SocketTest, offers_no_compression) {
  SocketClient client(server_.port());
  const auto answer = client.open("/live", "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  EXPECT_EQ(answer->header("sec-websocket-extensions"), "");
}

TEST_F(SocketTest, exchanges_texts) {
  auto client = connect();
  client->send_text("echo 窓口");
  EXPECT_EQ(client->read_frame()->payload, "窓口");
  client->send_frame(0x01, "echo ");
  client->send_frame(0x00, "two ");
  client->send_frame(0x80, "parts");
  const auto answer = client->read_frame();
  EXPECT_EQ(answer->opcode, 1);
  EXPECT_EQ(answer->payload, "two parts");
}

TEST_F(SocketTest, a_text_may_come_byte_by_byte) {
  auto client = connect();
  std::string bytes{"\x81\x8a\0\0\0\0", 6};
  for (const char c : bytes + "echo abcde") client->raw().send({&c, 1});
  EXPECT_EQ(client->read_frame()->payload, "abcde");
}

TEST_F(SocketTest, a_large_text_is_one_frame) {
  auto client = connect();
  app_->last_socket()->send(frame(std::string(200'000, 'x')));
  EXPECT_EQ(client->read_frame()->payload.size(), 200'000U);
}

TEST_F(SocketTest, keeps_the_order_of_what_many_frames_say) {
  auto client = connect();
  for (int i = 0; i < 2'000; ++i) app_->last_socket()->send(frame(std::to_string(i)));
  for (int i = 0; i < 2'000; ++i) ASSERT_EQ(client->read_frame()->payload, std::to_string(i));
}

TEST_F(SocketTest, takes_frames_from_several_threads) {
  auto client = connect();
  std::vector<std::thread> senders;
  for (int i = 0; i < 4; ++i) {
    senders.emplace_back([&] {
      for (int n = 0; n < 500; ++n) app_->last_socket()->send(frame("x"));
    });
  }
  int received = 0;
  while (received < 2'000 && client->read_frame()) ++received;
  EXPECT_EQ(received, 2'000);
  for (auto& sender : senders) sender.join();
}

TEST_F(SocketTest, answers_pings_of_the_client) {
  auto client = connect();
  client->send_frame(0x89, "are you there");
  const auto pong = client->read_frame();
  EXPECT_EQ(pong->opcode, 10);
  EXPECT_EQ(pong->payload, "are you there");
}

TEST_F(SocketTest, a_refusal_is_a_problem_before_the_handshake) {
  SocketClient client(server_.port());
  const auto answer = client.open("/live?forbidden");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 403);
  EXPECT_EQ(answer->member("code"), "forbidden");
  client.raw().send(server_.request("GET", "/plain"));
  EXPECT_EQ(client.raw().read_response()->status, 200) << "the connection goes on";
  SocketClient unlucky(server_.port());
  EXPECT_EQ(unlucky.open("/live?throw")->status, 500);
}

TEST_F(SocketTest, needs_our_origin) {
  const auto status = [this](const char* path, const char* headers) {
    SocketClient client(server_.port());
    return client.open(path, headers)->status;
  };
  EXPECT_EQ(status("/live", "Origin: http://evil.example\r\n"), 403);
  EXPECT_EQ(status("/live", "Origin: null\r\n"), 403);
  EXPECT_EQ(status("/live", "X-No: Origin:\r\n"), 403);
  EXPECT_EQ(status("/widget", "Origin: http://shop.example\r\n"), 101);
  EXPECT_TRUE(eventually([&] { return app_->opened() == 1; }));
}

TEST_F(SocketTest, a_broken_upgrade_is_a_problem) {
  const auto ask = [this](const std::string& headers) {
    return server_.ask("GET", "/live", "Origin: " + server_.origin() + "\r\n" + headers);
  };
  const std::string upgrade = "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n";
  EXPECT_EQ(ask("").status, 422);
  EXPECT_EQ(ask("").member("field"), "Upgrade");
  const auto old = ask(upgrade + "Sec-WebSocket-Version: 8\r\n");
  EXPECT_EQ(old.status, 426);
  EXPECT_EQ(old.header("upgrade"), "websocket");
  EXPECT_EQ(ask(upgrade + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n").status, 400);
}

TEST_F(SocketTest, an_upgrade_of_an_ordinary_route_is_an_ordinary_request) {
  SocketClient client(server_.port());
  EXPECT_EQ(client.open("/plain")->status, 200);
}

TEST_F(SocketTest, a_frame_over_the_limit_closes_with_1009) {
  auto client = connect();
  client->send_text(std::string(1'001, 'x'));
  EXPECT_EQ(client->read_close_code(), 1009);
  EXPECT_TRUE(eventually([&] { return app_->closed() == 1; }));
  EXPECT_TRUE(app_->texts().empty());
}

TEST_F(SocketTest, a_message_over_the_limit_in_parts_closes_with_1009) {
  auto client = connect();
  client->send_frame(0x01, std::string(600, 'x'));
  client->send_frame(0x80, std::string(600, 'x'));
  EXPECT_EQ(client->read_close_code(), 1009);
}

TEST_F(SocketTest, a_binary_frame_closes_with_1003) {
  auto client = connect();
  client->send_frame(0x82, "\x01\x02");
  EXPECT_EQ(client->read_close_code(), 1003);
  EXPECT_TRUE(eventually([&] { return app_->closed() == 1; }));
}

TEST_F(SocketTest, bad_utf8_closes_with_1007) {
  auto client = connect();
  client->send_text("\xC3(");
  EXPECT_EQ(client->read_close_code(), 1007);
  EXPECT_TRUE(eventually([&] { return app_->closed() == 1; }));
}

TEST_F(SocketTest, an_unmasked_frame_closes_with_1002) {
  auto client = connect();
  client->send_frame(0x81, "x", false);
  EXPECT_EQ(client->read_close_code(), 1002);
}

TEST_F(SocketTest, close_codes_of_the_application_pass) {
  auto client = connect();
  client->send_text("echo before");
  client->send_text("close 4001");
  EXPECT_EQ(client->read_frame()->payload, "before");
  const auto close = client->read_frame();
  EXPECT_EQ(close->close_code(), 4001);
  EXPECT_EQ(close->payload.substr(2), "as asked");
  client->send_frame(0x88, "\x0f\xa1");
  EXPECT_EQ(client->raw().read_to_end(), "");
}

TEST_F(SocketTest, a_client_that_does_not_answer_the_close_is_dropped) {
  auto client = connect();
  app_->last_socket()->close(4000, "bye");
  EXPECT_EQ(client->read_close_code(), 4000);
  EXPECT_EQ(client->raw().read_to_end(), "");
}

TEST_F(SocketTest, the_clients_close_is_answered) {
  auto client = connect();
  client->send_frame(0x88, "\x03\xe8");
  EXPECT_EQ(client->read_close_code(), 1000);
  EXPECT_EQ(client->raw().read_to_end(), "");
  EXPECT_TRUE(eventually([&] { return app_->closed() == 1; }));
}

TEST_F(SocketTest, a_client_that_vanishes_is_noticed) {
  connect().reset();
  EXPECT_TRUE(eventually([&] { return app_->closed() == 1; }));
  app_->last_socket()->send(frame("nobody"));
  app_->last_socket()->close(1000, "");
}

TEST_F(SocketTest, an_exception_closes_with_1011) {
  auto client = connect();
  client->send_text("throw");
  EXPECT_EQ(client->read_close_code(), 1011);
  EXPECT_NE(server_.log().find("thrown by on_text"), std::string::npos);
}

TEST_F(SocketTest, a_slow_reader_is_cut_and_counted) {
  auto client = connect();
  client->raw().shrink_receive_buffer();
  const auto text = frame(std::string(100'000, 'x'));
  int sent = 0;
  EXPECT_TRUE(eventually([&] {
    ++sent;
    app_->last_socket()->send(text);
    return server_.listener().counts().sockets_cut == 1;
  }));
  EXPECT_GE(sent, 10) << "the queue holds a megabyte";
  EXPECT_TRUE(eventually([&] { return app_->closed() == 1; }));
  EXPECT_TRUE(eventually([&] { return server_.listener().counts().connections == 0; }));
}

TEST_F(SocketTest, what_does_not_fit_the_queue_closes_with_1013) {
  auto client = connect();
  app_->last_socket()->send(frame(std::string(1'000'001, 'x')));
  EXPECT_EQ(client->read_close_code(), 1013);
  EXPECT_EQ(server_.listener().counts().sockets_cut, 1);
}

TEST_F(SocketTest, stop_closes_with_1001) {
  auto client = connect();
  std::thread stopper([&] { server_.listener().stop(); });
  EXPECT_EQ(client->read_close_code(), 1001);
  client->send_frame(0x88, "\x03\xe9");
  stopper.join();
  EXPECT_EQ(app_->closed(), 1);
}

TEST_F(SocketTest, stop_while_many_sockets_talk) {
  std::vector<std::unique_ptr<SocketClient>> clients;
  for (int i = 0; i < 20; ++i) clients.push_back(connect());
  std::vector<std::thread> talkers;
  for (auto& client : clients) {
    talkers.emplace_back([&client] {
      while (client->send_text("echo x") && client->read_frame()) {
      }
    });
  }
  EXPECT_TRUE(eventually([&] { return app_->texts().size() > 500; }));
  server_.listener().stop();
  for (auto& talker : talkers) talker.join();
  EXPECT_EQ(app_->closed(), 20);
}

TEST_F(SocketTest, the_applications_handle_outlives_the_listener) {
  std::shared_ptr<Socket> handle;
  {
    const auto app = std::make_shared<SocketApp>();
    TestServer server([&](Router& router) { router.add_socket("/live", app->handler()); });
    SocketClient client(server.port());
    ASSERT_EQ(client.open("/live")->status, 101);
    EXPECT_TRUE(eventually([&] { return app->last_socket() != nullptr; }));
    handle = app->last_socket();
  }
  handle->send(frame("late"));
  handle->close(1000, "late");
}

TEST(SocketPings, two_without_an_answer_end_the_socket) {
  const auto app = std::make_shared<SocketApp>();
  TestServer server(
      [&](Router& router) { router.add_socket("/live", app->handler(), {.ping_seconds = 1}); });
  SocketClient silent(server.port());
  SocketClient alive(server.port());
  ASSERT_EQ(silent.open("/live")->status, 101);
  ASSERT_EQ(alive.open("/live")->status, 101);
  for (int i = 0; i < 4; ++i) {
    const auto ping = alive.read_frame();
    ASSERT_TRUE(ping);
    EXPECT_EQ(ping->opcode, 9);
    alive.send_frame(0x8A, ping->payload);
  }
  EXPECT_EQ(silent.read_frame()->opcode, 9);
  EXPECT_EQ(silent.read_frame()->opcode, 9);
  EXPECT_FALSE(silent.read_frame());
  EXPECT_TRUE(eventually([&] { return app->closed() == 1; }));
  EXPECT_EQ(server.listener().counts().sockets, 1);
}

}  // namespace
}  // namespace madoguchi::transport
