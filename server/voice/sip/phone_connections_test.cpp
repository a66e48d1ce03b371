#include "voice/sip/phone_connections.h"

#include <array>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fakes/fake_clock.h"

namespace madoguchi::voice {
namespace {

/// Two ends of a connection; ours is the first.
class Pair {
 public:
  Pair() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()), 0); }
  ~Pair() {
    for (const int end : ends_) ::close(end);
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  [[nodiscard]] int ours() const { return ends_[0]; }
  [[nodiscard]] bool is_ended() const {
    char byte = 0;
    return ::recv(ends_[1], &byte, 1, MSG_DONTWAIT) == 0;
  }

 private:
  std::array<int, 2> ends_{};
};

class PhoneConnectionsTest : public ::testing::Test {
 protected:
  void pass(base::Seconds time) {
    clock_.advance(time);
    connections_.tick();
  }
  fakes::FakeClock clock_;
  PhoneBindings bindings_;
  PhoneConnections connections_{bindings_, clock_};
  const NetAddress phone_ = *NetAddress::parse("192.0.2.1", 40'000);
};

TEST_F(PhoneConnectionsTest, who_does_not_register_is_shut_out) {
  const Pair pair;
  connections_.add(pair.ours(), phone_);
  pass(base::Seconds(9));
  EXPECT_FALSE(pair.is_ended());
  pass(base::Seconds(1));
  EXPECT_TRUE(pair.is_ended());
  EXPECT_EQ(connections_.size(), 0u);
}

TEST_F(PhoneConnectionsTest, a_phone_stays_while_it_is_registered) {
  const Pair pair;
  connections_.add(pair.ours(), phone_);
  bindings_.put("201", {"sip:201@192.0.2.1", {phone_, true}, true, "id", 1, clock_.now()});
  pass(base::Seconds(3'600));
  EXPECT_FALSE(pair.is_ended());
  PhoneInCall call = bindings_.begin_call(phone_);
  bindings_.remove_all("201");
  pass(base::Seconds(1));
  EXPECT_FALSE(pair.is_ended()) << "it is in a call";
  call.reset();
  pass(base::Seconds(1));
  EXPECT_TRUE(pair.is_ended());
}

TEST_F(PhoneConnectionsTest, a_number_that_is_of_another_by_now_is_left_alone) {
  const Pair another;
  {
    const Pair pair;
    connections_.add(pair.ours(), phone_);
    ASSERT_EQ(::dup2(another.ours(), pair.ours()), pair.ours());
    pass(base::Seconds(60));
  }
  EXPECT_FALSE(another.is_ended());
  EXPECT_EQ(connections_.size(), 0u);
}

TEST_F(PhoneConnectionsTest, a_host_has_so_many_and_then_one_now_and_then) {
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(connections_.admits(phone_));
  EXPECT_FALSE(connections_.admits(phone_));
  EXPECT_TRUE(connections_.admits(*NetAddress::parse("192.0.2.2")));
  clock_.advance(base::Seconds(3));
  EXPECT_TRUE(connections_.admits(phone_));
}

TEST_F(PhoneConnectionsTest, all_together_have_no_more_than_the_most) {
  const Pair pair;
  for (std::size_t i = 0; i < PhoneConnections::kMostUnregistered; ++i) {
    connections_.add(pair.ours(), phone_);
  }
  EXPECT_FALSE(connections_.admits(*NetAddress::parse("192.0.2.2")));
}

}  // namespace
}  // namespace madoguchi::voice
