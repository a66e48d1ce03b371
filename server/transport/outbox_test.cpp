#include "transport/outbox.h"

#include <thread>

#include <gtest/gtest.h>

namespace madoguchi::transport {
namespace {

Outbox::Frame frame(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

struct CountingOwner final : OutboxOwner {
  void on_wake() override { ++wakes; }
  int wakes = 0;
};

class OutboxTest : public testing::Test {
 protected:
  OutboxTest() { outbox_.attach(owner_); }

  int wakes() {
    io_.restart();
    io_.poll();
    return owner_->wakes;
  }

  boost::asio::io_context io_;
  std::shared_ptr<CountingOwner> owner_ = std::make_shared<CountingOwner>();
  Outbox outbox_{io_, 10};
};

TEST_F(OutboxTest, wakes_once_for_many_frames) {
  for (const auto* text : {"a", "b", "c"}) outbox_.send(frame(text));
  EXPECT_EQ(wakes(), 1);
  const auto frames = outbox_.take();
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(*frames[0] + *frames[1] + *frames[2], "abc");
}

TEST_F(OutboxTest, does_not_wake_who_is_about_to_look_again) {
  outbox_.send(frame("a"));
  EXPECT_EQ(outbox_.take().size(), 1U);
  outbox_.send(frame("b"));
  EXPECT_EQ(wakes(), 1);
  EXPECT_EQ(outbox_.take().size(), 1U);
  EXPECT_TRUE(outbox_.take().empty());
  outbox_.send(frame("c"));
  EXPECT_EQ(wakes(), 2);
}

TEST_F(OutboxTest, counts_bytes_until_they_are_written) {
  outbox_.send(frame("12345"));
  EXPECT_EQ(outbox_.take().size(), 1U);
  outbox_.send(frame("12345"));
  EXPECT_FALSE(outbox_.is_over());
  outbox_.written(5);
  outbox_.send(frame("12345"));
  EXPECT_FALSE(outbox_.is_over());
  outbox_.send(frame("1"));
  EXPECT_TRUE(outbox_.is_over());
}

TEST_F(OutboxTest, is_emptied_when_it_is_over_and_wakes_even_during_a_write) {
  outbox_.send(frame("1234567890"));
  EXPECT_EQ(wakes(), 1);
  EXPECT_EQ(outbox_.take().size(), 1U);
  outbox_.send(frame("1"));
  EXPECT_EQ(wakes(), 2);
  EXPECT_TRUE(outbox_.is_over());
  outbox_.send(frame("1"));
  outbox_.close(1000, "");
  EXPECT_TRUE(outbox_.take().empty());
  EXPECT_FALSE(outbox_.close_request());
}

TEST_F(OutboxTest, closes_once_after_what_was_queued) {
  outbox_.send(frame("a"));
  outbox_.close(4001, "signed out");
  outbox_.close(4002, "late");
  outbox_.send(frame("b"));
  EXPECT_EQ(outbox_.take().size(), 1U);
  ASSERT_TRUE(outbox_.close_request());
  EXPECT_EQ(outbox_.close_request()->code, 4001);
  EXPECT_EQ(outbox_.close_request()->reason, "signed out");
}

TEST(Outbox, sends_only_codes_and_reasons_that_may_be_sent) {
  const auto request = [](std::uint16_t code, std::string reason = "") {
    boost::asio::io_context io;
    Outbox outbox(io, 1);
    outbox.close(code, std::move(reason));
    return *outbox.close_request();
  };
  for (const std::uint16_t code : {1000, 1001, 1003, 1013, 3000, 4000, 4999})
    EXPECT_EQ(request(code).code, code);
  for (const std::uint16_t code : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
    EXPECT_EQ(request(code).code, 1011);
  EXPECT_EQ(request(1000, std::string(500, 'x')).reason.size(), 123U);
  EXPECT_EQ(request(1000, "x" + std::string(120, 'x') + "窓").reason, std::string(121, 'x'));
}

TEST_F(OutboxTest, outlives_its_owner) {
  outbox_.shut();
  outbox_.send(frame("a"));
  outbox_.close(1000, "");
  EXPECT_EQ(wakes(), 0);
  EXPECT_TRUE(outbox_.take().empty());
}

TEST_F(OutboxTest, takes_from_many_threads) {
  Outbox outbox(io_, 1'000'000);
  outbox.attach(owner_);
  std::vector<std::thread> senders;
  for (int i = 0; i < 4; ++i) {
    senders.emplace_back([&] {
      for (int n = 0; n < 1'000; ++n) outbox.send(frame("x"));
    });
  }
  std::size_t taken = 0;
  while (taken < 4'000) {
    for (const auto& one : outbox.take()) {
      ++taken;
      outbox.written(one->size());
    }
  }
  for (auto& sender : senders) sender.join();
  EXPECT_EQ(taken, 4'000U);
}

}  // namespace
}  // namespace madoguchi::transport
