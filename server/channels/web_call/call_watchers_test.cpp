#include "channels/web_call/call_watchers.h"

#include <future>

#include "fakes/fake_socket.h"
#include "features/live/live_testing.h"

namespace madoguchi::channels {
namespace {

using Frames = std::vector<std::string>;

constexpr const char* kAlive = R"({"type":"alive"})";

std::string frame(const std::string& stage, const std::string& place,
                  const std::string& operator_name = "", const std::string& end_reason = "null") {
  return R"({"type":"call","stage":")" + stage + R"(","place":)" + place + R"(,"operatorName":")" +
         operator_name + R"(","endReason":)" + end_reason + "}";
}

/// Calls that the desk knows and no telephone carries; who watches them is told on the desk's
/// thread.
class CallWatchersTest : public features::LiveDeskTest {
 protected:
  using Socket = std::shared_ptr<fakes::FakeSocket>;

  template <class F>
  void on_desk(F work) {
    std::promise<void> done;
    live_->post_always([&] {
      work();
      done.set_value();
    });
    done.get_future().wait();
  }
  base::ContactId start_call() {
    desk::StartCall start;
    start.service = founded_.service;
    start.contact = ids_.next<base::ContactId>();
    start.thread = make_thread();
    start.customer = customers_.at(start.thread);
    start.queue = queue_;
    start.parties = {"09011112222", "0312345678", "carrier", {}};
    expect(start);
    return start.contact;
  }
  void end_call(base::ContactId call) { expect(desk::EndCall{founded_.service, call}); }
  Socket watch(base::ContactId call) {
    auto socket = std::make_shared<fakes::FakeSocket>();
    on_desk([&] { watchers_.add(++last_watcher_, call, socket); });
    return socket;
  }
  void show(base::ContactId call) {
    on_desk([&] { watchers_.show(call); });
  }
  void show_line() {
    on_desk([&] { watchers_.show_line(queue_); });
  }
  void say_alive() {
    on_desk([&] { watchers_.say_alive(); });
  }
  /// The operator "a" can be rung up.
  void enter_phone() {
    const base::OperatorId who = people_[0];
    expect(desk::SetOperator{{who, {{founded_.service, true, true}}, {queue_}, 3}});
    live_->post_always([this, who] { live_->set_phone_online(who, true); });
    expect(desk::ChooseState{.operator_id = who, .state = desk::ChosenState::kReady});
  }

  CallWatchers watchers_{*live_};
  WatcherId last_watcher_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Both, CallWatchersTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(CallWatchersTest, a_new_socket_is_told_how_the_call_stands) {
  const auto first = start_call();
  const auto second = start_call();
  EXPECT_EQ(watch(first)->sent(), Frames{frame("waiting", "1")});
  EXPECT_EQ(watch(second)->sent(), Frames{frame("waiting", "2")});
  EXPECT_EQ(watch(second)->sent(), Frames{frame("waiting", "2")}) << "another page";
}

TEST_P(CallWatchersTest, of_a_call_that_the_desk_does_not_know_only_the_end_is_told) {
  EXPECT_EQ(watch(ids_.next<base::ContactId>())->sent(), Frames{frame("ended", "null")});
}

TEST_P(CallWatchersTest, each_change_is_told_once_as_the_customer_sees_it) {
  const auto call = start_call();
  const Socket socket = watch(call);
  Frames expected{frame("waiting", "1")};
  const auto after = [&](auto command) {
    expect(command);
    show(call);
    show(call);
    return socket->sent();
  };
  enter_phone();
  show(call);
  expected.push_back(frame("waiting", "null"));
  EXPECT_EQ(socket->sent(), expected) << "that it rings is still waiting, without a place";
  const base::OperatorId who = people_[0];
  expected.push_back(frame("connecting", "null", "a"));
  EXPECT_EQ(after(desk::AcceptCall{founded_.service, call, who}), expected);
  expected.push_back(frame("talking", "null", "a"));
  EXPECT_EQ(after(desk::SetOperatorLeg{founded_.service, call, true}), expected);
  expected.push_back(frame("held", "null", "a"));
  EXPECT_EQ(after(desk::HoldCall{founded_.service, call, who, true}), expected);
  expected.push_back(frame("talking", "null", "a"));
  EXPECT_EQ(after(desk::HoldCall{founded_.service, call, who, false}), expected);
}

TEST_P(CallWatchersTest, nothing_is_sent_when_nothing_changed) {
  const auto call = start_call();
  const Socket socket = watch(call);
  show(call);
  show_line();
  show_line();
  EXPECT_EQ(socket->sent(), Frames{frame("waiting", "1")});
}

TEST_P(CallWatchersTest, a_line_that_moves_is_told_to_whose_place_changed) {
  const auto first = start_call();
  const auto leaver = start_call();
  const auto last = start_call();
  const Socket before = watch(first);
  const Socket behind = watch(last);
  end_call(leaver);
  on_desk([&] { watchers_.show_line(base::QueueId(1)); });
  EXPECT_EQ(behind->sent(), Frames{frame("waiting", "3")}) << "that was another queue";
  show_line();
  EXPECT_EQ(before->sent(), Frames{frame("waiting", "1")});
  EXPECT_EQ(behind->sent(), (Frames{frame("waiting", "3"), frame("waiting", "2")}));
}

TEST_P(CallWatchersTest, a_place_changes_with_the_next_look_at_the_line_only) {
  const auto first = start_call();
  const auto second = start_call();
  const Socket socket = watch(second);
  show_line();
  end_call(first);
  show(second);
  EXPECT_EQ(socket->sent(), Frames{frame("waiting", "2")}) << "a line that runs is not told twice";
  show_line();
  EXPECT_EQ(socket->sent(), (Frames{frame("waiting", "2"), frame("waiting", "1")}));
}

TEST_P(CallWatchersTest, one_socket_too_many_is_closed) {
  const auto call = start_call();
  std::vector<Socket> sockets;
  for (std::size_t i = 0; i < CallWatchers::kMaxWatchersPerCall; ++i) {
    sockets.push_back(watch(call));
    EXPECT_EQ(sockets.back()->close_code(), std::nullopt);
  }
  const Socket refused = watch(call);
  EXPECT_EQ(refused->close_code(), 4008);
  EXPECT_EQ(refused->sent(), Frames{});
  on_desk([&] { watchers_.remove(last_watcher_); });
  EXPECT_EQ(watch(call)->close_code(), 4008) << "who was refused takes no place with them";
  on_desk([&] { watchers_.remove(1); });
  EXPECT_EQ(watch(call)->close_code(), std::nullopt);
  EXPECT_EQ(watch(start_call())->close_code(), std::nullopt) << "each call has its own";
  EXPECT_EQ(sockets[1]->sent(), Frames{frame("waiting", "1")});
}

TEST_P(CallWatchersTest, the_end_is_the_last_frame_and_then_the_sockets_are_closed) {
  const auto call = start_call();
  const auto other = start_call();
  const Socket one = watch(call);
  const Socket two = watch(call);
  const Socket bystander = watch(other);
  end_call(call);
  on_desk([&] { watchers_.end(call); });
  for (const Socket& socket : {one, two}) {
    EXPECT_EQ(socket->sent(),
              (Frames{frame("waiting", "1"), frame("ended", "null", "", R"("userLeft")")}));
    EXPECT_EQ(socket->close_code(), 1000);
  }
  EXPECT_EQ(bystander->close_code(), std::nullopt);
  EXPECT_EQ(bystander->sent(), Frames{frame("waiting", "2")});
  on_desk([&] {
    watchers_.end(call);
    watchers_.remove(1);
  });
  EXPECT_EQ(bystander->close_code(), std::nullopt) << "that it ends again is harmless";
}

TEST_P(CallWatchersTest, the_end_is_told_before_the_desk_knows_it) {
  const auto call = start_call();
  const Socket socket = watch(call);
  on_desk([&] { watchers_.end(call); });
  ASSERT_EQ(socket->sent().size(), 2u);
  EXPECT_NE(socket->sent().back().find(R"("stage":"ended")"), std::string::npos);
  EXPECT_EQ(socket->close_code(), 1000);
}

TEST_P(CallWatchersTest, who_went_is_told_nothing_more) {
  const auto first = start_call();
  const auto second = start_call();
  const Socket gone = watch(second);
  const Socket stays = watch(second);
  on_desk([&] {
    watchers_.remove(1);
    watchers_.remove(1);
    watchers_.remove(99);
  });
  end_call(first);
  show_line();
  say_alive();
  EXPECT_EQ(gone->sent(), Frames{frame("waiting", "2")});
  EXPECT_EQ(stays->sent(), (Frames{frame("waiting", "2"), frame("waiting", "1"), kAlive}));
  on_desk([&] { watchers_.remove(2); });
  EXPECT_EQ(watch(second)->sent(), Frames{frame("waiting", "1")});
}

TEST_P(CallWatchersTest, who_comes_back_is_told_the_place_of_now) {
  const auto first = start_call();
  const auto second = start_call();
  watch(second);
  show_line();
  on_desk([&] { watchers_.remove(1); });
  end_call(first);
  show_line();
  EXPECT_EQ(watch(second)->sent(), Frames{frame("waiting", "1")});
}

TEST_P(CallWatchersTest, all_who_watch_are_told_that_we_are_alive) {
  const auto one = watch(start_call());
  const auto other = watch(start_call());
  say_alive();
  say_alive();
  EXPECT_EQ(one->sent(), (Frames{frame("waiting", "1"), kAlive, kAlive}));
  EXPECT_EQ(other->sent(), (Frames{frame("waiting", "2"), kAlive, kAlive}));
}

}  // namespace
}  // namespace madoguchi::channels
