#include "channels/web_call/web_calls.h"

#include <algorithm>
#include <future>

#include "base/run_to_end.h"
#include "fakes/fake_socket.h"
#include "features/calls/fake_telephone_testing.h"
#include "features/live/desk_loader.h"
#include "features/live/live_testing.h"

namespace madoguchi::channels {
namespace {

using base::ContactId;
using base::ErrorCode;
using base::run_to_end;

constexpr storage::Sql kEndReason{"test.end_reason",
                                  "SELECT end_reason FROM contacts WHERE id = :id"};

/// The code of what was refused; nothing when it was not.
template <class T>
std::optional<ErrorCode> refusal(const base::Result<T>& result) {
  return result ? std::nullopt : std::optional(result.error().code);
}

/// A desk with a telephone and its customers in browsers.
class WebCallsTest : public features::LiveDeskTest {
 protected:
  using Socket = std::shared_ptr<fakes::FakeSocket>;

  /// The desk that the fixture has started takes no more listeners.
  WebCallsTest() {
    live_->stop();
    hub_.reset();
    live_ = std::make_unique<features::LiveDesk>(*database_, ids_, clock_, features::load_desk);
    calls_ = std::make_unique<features::CallsService>(
        features::CallsService::Parts{*database_, *live_, ids_, clock_, *directory_});
    web_calls_ =
        std::make_unique<WebCalls>(WebCalls::Parts{*database_, *live_, *calls_, ids_, clock_});
    live_->set_call_control(*calls_);
    live_->add_listener(*web_calls_);
    EXPECT_TRUE(live_->start());
    calls_->start(&telephone_);
    settle();
  }
  /// The desk's thread uses what is made here.
  ~WebCallsTest() override { live_->stop(); }

  WebCaller caller(const std::string& key) {
    WebCaller caller;
    caller.key = key;
    caller.service = founded_.service;
    caller.queue = queue_;
    caller.from = "09011112222";
    caller.to = "0312345678";
    caller.trunk = "sandbox";
    return caller;
  }
  base::Result<OpenedCall> open(const std::string& key) {
    return run_to_end(web_calls_->open(caller(key), "offer"));
  }
  /// A call that waits in the queue.
  ContactId waiting(const std::string& key) {
    const auto opened = open(key);
    EXPECT_TRUE(opened) << opened.error().detail;
    settle();
    return opened ? opened->id : ContactId();
  }
  base::Status hang_up(const std::string& key, ContactId call) {
    return run_to_end(web_calls_->hang_up(key, call));
  }
  base::Status require_own(const std::string& key, ContactId call) {
    return run_to_end(web_calls_->require_own(key, call));
  }
  Socket watch(ContactId call, WatcherId id = 1) {
    auto socket = std::make_shared<fakes::FakeSocket>();
    web_calls_->watch(id, call, socket);
    settle();
    return socket;
  }
  static voice::CallId on_telephone(ContactId call) { return voice::CallId(call.value()); }
  /// The browser is gone without a word.
  void lose(ContactId call) {
    calls_->on_ended(on_telephone(call), voice::CallEnd::kMediaLost);
    settle();
  }
  std::string end_reason(ContactId call) {
    const auto row = database_->read_now([&](storage::Connection& db) {
      return db.row<std::optional<std::string>>(kEndReason, call);
    });
    if (!row || !*row) return "no contact";
    return std::get<0>(**row).value_or("none");
  }
  /// The call rings at the operator "a", who answers.
  void answer(ContactId call) {
    const base::OperatorId who = people_[0];
    expect(desk::SetOperator{{who, {{founded_.service, true, true}}, {queue_}, 3}});
    live_->post_always([this, who] { live_->set_phone_online(who, true); });
    expect(desk::ChooseState{.operator_id = who, .state = desk::ChosenState::kReady});
    EXPECT_TRUE(on_desk([&] { return calls_->accept({founded_.service, call, who}); }));
  }
  bool is_online(ContactId call) {
    return on_desk([&] {
      const desk::Contact* contact = live_->state().contacts.find(call);
      return contact != nullptr && contact->is_customer_online;
    });
  }

  features::FakeTelephone telephone_;
  std::unique_ptr<features::CallsService> calls_;
  std::unique_ptr<WebCalls> web_calls_;
};

INSTANTIATE_TEST_SUITE_P(Both, WebCallsTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

/// The parts that matter of the last frame.
bool last_frame_has(const std::shared_ptr<fakes::FakeSocket>& socket, std::string_view part) {
  const auto sent = socket->sent();
  return !sent.empty() && sent.back().find(part) != std::string::npos;
}

TEST_P(WebCallsTest, a_call_is_answered_and_waits_in_its_queue) {
  const auto opened = open("a");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->answer, "answer to offer");
  EXPECT_TRUE(telephone_.has("webCall", on_telephone(opened->id)));
  EXPECT_TRUE(telephone_.waits_for("answer", on_telephone(opened->id)));
  settle();
  const auto contacts = live_contacts();
  ASSERT_EQ(contacts.size(), 1u);
  EXPECT_EQ(contacts[0].id, opened->id);
  EXPECT_EQ(contacts[0].queue, queue_);
  EXPECT_EQ(stored_contacts(), contacts);
  EXPECT_TRUE(is_online(opened->id));
  EXPECT_TRUE(require_own("a", opened->id));
}

TEST_P(WebCallsTest, who_has_a_call_gets_no_second_one) {
  const ContactId first = waiting("a");
  const auto asked = telephone_.asked();
  EXPECT_EQ(refusal(open("a")), ErrorCode::kConflict);
  EXPECT_EQ(telephone_.asked(), asked) << "the telephone hears nothing of it";
  EXPECT_TRUE(require_own("a", first));
  EXPECT_TRUE(open("b")) << "it is one for each";
  settle();
  EXPECT_EQ(live_contacts().size(), 2u);
}

TEST_P(WebCallsTest, a_call_belongs_to_who_opened_it) {
  const ContactId call = waiting("a");
  const ContactId other = waiting("b");
  EXPECT_EQ(refusal(hang_up("b", call)), ErrorCode::kNotFound);
  EXPECT_EQ(refusal(hang_up("stranger", call)), ErrorCode::kNotFound);
  EXPECT_EQ(refusal(require_own("b", call)), ErrorCode::kNotFound);
  EXPECT_EQ(refusal(require_own("a", ids_.next<ContactId>())), ErrorCode::kNotFound);
  settle();
  EXPECT_FALSE(telephone_.has("hangUp", on_telephone(call)));
  EXPECT_TRUE(require_own("a", call));
  EXPECT_TRUE(require_own("b", other));
}

TEST_P(WebCallsTest, who_hangs_up_has_no_call_any_more_and_may_call_again) {
  const ContactId call = waiting("a");
  ASSERT_TRUE(hang_up("a", call));
  settle();
  EXPECT_TRUE(telephone_.has("hangUp", on_telephone(call)));
  EXPECT_EQ(end_reason(call), "userLeft");
  EXPECT_EQ(refusal(hang_up("a", call)), ErrorCode::kNotFound);
  EXPECT_EQ(refusal(require_own("a", call)), ErrorCode::kNotFound);
  EXPECT_NE(waiting("a"), call);
}

TEST_P(WebCallsTest, without_a_telephone_there_are_no_calls) {
  calls_->start(nullptr);
  EXPECT_EQ(refusal(open("a")), ErrorCode::kUnavailable);
  calls_->start(&telephone_);
  EXPECT_TRUE(open("a")) << "the caller was not kept";
}

TEST_P(WebCallsTest, what_the_telephone_refuses_leaves_nothing_behind) {
  for (const ErrorCode code : {ErrorCode::kInvalidInput, ErrorCode::kConflict}) {
    telephone_.refuse_web_calls(base::make_error(code));
    const auto refused = open("a");
    EXPECT_EQ(refusal(refused), code);
    EXPECT_EQ(refused.error().retry_after_seconds, 0);
  }
  settle();
  EXPECT_EQ(count_rows("contacts"), 0);
  EXPECT_EQ(count_rows("threads"), 0);
  telephone_.refuse_web_calls(std::nullopt);
  EXPECT_TRUE(open("a")) << "the caller was not kept";
}

TEST_P(WebCallsTest, too_many_calls_are_told_when_to_come_again) {
  base::Error error = base::make_error(ErrorCode::kTryLater);
  telephone_.refuse_web_calls(error);
  const auto full = open("a");
  ASSERT_EQ(refusal(full), ErrorCode::kTryLater);
  EXPECT_EQ(full.error().retry_after_seconds, 10);
  error.retry_after_seconds = 3;
  telephone_.refuse_web_calls(error);
  const auto fuller = open("a");
  ASSERT_EQ(refusal(fuller), ErrorCode::kTryLater);
  EXPECT_EQ(fuller.error().retry_after_seconds, 3) << "the telephone knows better";
}

TEST_P(WebCallsTest, a_visitor_who_is_not_there_any_more_leaves_no_open_line) {
  WebCaller gone = caller("a");
  gone.visitor_thread = ids_.next<base::ThreadId>();
  EXPECT_EQ(refusal(run_to_end(web_calls_->open(gone, "offer"))), ErrorCode::kNotFound);
  settle();
  EXPECT_EQ(telephone_.asked(), 2u) << "opened and hung up";
  EXPECT_EQ(count_rows("contacts"), 0);
  EXPECT_TRUE(open("a")) << "the caller was not kept";
}

TEST_P(WebCallsTest, who_lost_their_call_may_call_again) {
  const ContactId lost = waiting("a");
  lose(lost);
  EXPECT_EQ(end_reason(lost), "mediaLost");
  EXPECT_EQ(refusal(require_own("a", lost)), ErrorCode::kNotFound);
  EXPECT_NE(waiting("a"), lost);
}

TEST_P(WebCallsTest, who_lost_their_call_need_not_wait_until_that_is_stored) {
  const ContactId lost = waiting("a");
  // While the desk's thread is busy, the end of the call and the next call get in line behind each
  // other: nothing of the end is committed when the desk comes to the next call.
  std::promise<void> is_free;
  live_->post_always([busy = is_free.get_future().share()] { busy.wait(); });
  calls_->on_ended(on_telephone(lost), voice::CallEnd::kMediaLost);
  auto& loop = base::lasting_loop();
  auto opened =
      boost::asio::co_spawn(loop, web_calls_->open(caller("a"), "offer"), boost::asio::use_future);
  loop.poll();
  is_free.set_value();
  loop.run();
  const auto next = opened.get();
  EXPECT_TRUE(next) << next.error().detail;
  settle();
  EXPECT_EQ(end_reason(lost), "mediaLost");
  EXPECT_EQ(live_contacts().size(), 1u);
}

TEST_P(WebCallsTest, the_end_is_told_and_the_sockets_are_closed) {
  const ContactId call = waiting("a");
  const Socket socket = watch(call);
  EXPECT_TRUE(last_frame_has(socket, R"("stage":"waiting","place":1)"));
  ASSERT_TRUE(hang_up("a", call));
  settle();
  EXPECT_TRUE(last_frame_has(socket, R"("stage":"ended")"));
  EXPECT_TRUE(last_frame_has(socket, R"("endReason":"userLeft")"));
  EXPECT_EQ(socket->close_code(), 1000);
}

TEST_P(WebCallsTest, who_watches_a_call_that_ended_meanwhile_is_told_so) {
  const ContactId call = waiting("a");
  lose(call);
  const Socket late = watch(call);
  EXPECT_EQ(late->sent().size(), 1u);
  EXPECT_TRUE(last_frame_has(late, R"("stage":"ended")"));
  EXPECT_EQ(late->close_code(), 1000);
}

TEST_P(WebCallsTest, what_the_operator_does_is_told) {
  const ContactId call = waiting("a");
  const Socket socket = watch(call);
  answer(call);
  settle();
  EXPECT_TRUE(last_frame_has(socket, R"("stage":"connecting","place":null,"operatorName":"a")"));
  calls_->on_operator_side(on_telephone(call), voice::OperatorSide::kConnected);
  settle();
  EXPECT_TRUE(last_frame_has(socket, R"("stage":"talking")"));
  const auto frames = socket->sent().size();
  pass(base::Seconds(1));
  EXPECT_EQ(socket->sent().size(), frames) << "nothing changed";
}

TEST_P(WebCallsTest, who_stands_behind_somebody_who_leaves_moves_up) {
  const ContactId first = waiting("a");
  const ContactId second = waiting("b");
  const Socket socket = watch(second);
  EXPECT_TRUE(last_frame_has(socket, R"("place":2)"));
  ASSERT_TRUE(hang_up("a", first));
  settle();
  pass(base::Seconds(1));
  EXPECT_TRUE(last_frame_has(socket, R"("stage":"waiting","place":1)"));
}

TEST_P(WebCallsTest, who_watches_hears_every_15_s_that_we_are_alive) {
  const Socket socket = watch(waiting("a"));
  const auto alive = [&] {
    return std::ranges::count(socket->sent(), std::string(R"({"type":"alive"})"));
  };
  EXPECT_EQ(alive(), 0);
  pass(base::Seconds(15));
  EXPECT_EQ(alive(), 1);
  web_calls_->unwatch(1);
  pass(base::Seconds(15));
  EXPECT_EQ(alive(), 1) << "they went";
}

}  // namespace
}  // namespace madoguchi::channels
