// What the telephone tells of desk phones, in every state of a call.

#include <algorithm>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>

#include <fmt/format.h>

#include "features/calls/calls_service.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

constexpr const char* kNumber = "0312345678";
constexpr std::chrono::seconds kPatience{20};

/// Writes down what is asked of the telephone, a line for each, of one call at a time.
class LoggingTelephone final : public voice::Telephone {
 public:
  [[nodiscard]] voice::NetAddress local() const override { return {}; }
  [[nodiscard]] voice::TelephoneCounts counts() const override { return {}; }
  void stop() override {}
  void answer(voice::CallId) override { note("answer"); }
  void refuse(voice::CallId, voice::CallRefusal) override { note("refuse"); }
  void hang_up(voice::CallId) override { note("hang up"); }
  void connect_browser(voice::CallId, std::string, voice::DescriptionReply reply) override {
    note("connect");
    if (does_connect_) return reply(std::string("answer"));
    reply(base::fail(base::ErrorCode::kConflict, "codec"));
  }
  void park(voice::CallId) override { note("park"); }
  void set_held(voice::CallId, bool is_held) override { note(is_held ? "hold" : "resume"); }
  void send_keys(voice::CallId, std::string keys) override { note("keys " + keys); }
  void tap(voice::CallId, std::shared_ptr<voice::AudioTap>) override {}
  void open_web_call(voice::CallId, std::string, voice::DescriptionReply) override {}
  void ring_phone(voice::CallId, std::string extension, std::string from) override {
    note("ring " + extension + " from " + from);
  }
  void stop_ringing(voice::CallId) override { note("stop ringing"); }
  void forget_phones(std::string extension) override { note("forget " + extension); }
  void dial(voice::CallId, std::string, std::string, std::string) override { note("dial"); }

  bool waits_for(const std::string& what, long times = 1) {
    std::unique_lock lock(mutex_);
    return news_.wait_for(lock, kPatience,
                          [&] { return std::ranges::count(asked_, what) >= times; });
  }
  /// What was asked since the last time, in order.
  std::string asked() {
    const std::lock_guard lock(mutex_);
    std::string all;
    for (const std::string& each : std::exchange(asked_, {})) all += each + "; ";
    return all;
  }
  bool does_connect_ = true;

 private:
  void note(std::string what) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(std::move(what));
    news_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<std::string> asked_;
};

class Owners final : public OperatorPhones {
 public:
  [[nodiscard]] std::optional<base::OperatorId> owner_of(
      const std::string& extension) const override {
    const std::lock_guard lock(mutex_);
    const auto found = owners_.find(extension);
    return found == owners_.end() ? std::nullopt : std::optional(found->second);
  }
  void set_registered(const std::string& extension, std::size_t count) override {
    registered_[extension] = count;
  }
  void set(const std::string& extension, base::OperatorId owner) {
    const std::lock_guard lock(mutex_);
    owners_[extension] = owner;
  }
  std::map<std::string, std::size_t> registered_;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, base::OperatorId> owners_;
};

constexpr storage::Sql kGivePhone{
    "test.give_phone_right", "UPDATE operator_services SET can_phone = 1 WHERE operator_id = :id"};
constexpr storage::Sql kGiveExtension{"test.give_an_extension",
                                      "UPDATE operators SET extension = :extension WHERE id = :id"};

class CallsPhonesTest : public LiveDeskTest {
 protected:
  CallsPhonesTest() : aki_(people_[0]), ben_(people_[1]) { begin(); }
  ~CallsPhonesTest() override { live_->stop(); }

  void begin() {
    calls_ = std::make_unique<CallsService>(
        CallsService::Parts{*database_, *live_, ids_, clock_, *directory_});
    calls_->set_routes({{kNumber, directory_->find(founded_.service)->service.key, ""}});
    calls_->set_phones(owners_);
    live_->post_always([this] { live_->set_call_control(*calls_); });
    calls_->start(&telephone_);
    enter(aki_, "201");
  }

  /// Ready for calls, with an extension.
  void enter(base::OperatorId id, const std::string& extension) {
    EXPECT_TRUE(database_->write_now([&](storage::Connection& db) -> base::Status {
      MDG_TRY(db.execute(kGiveExtension, extension, id));
      MDG_TRY(db.execute(kGivePhone, id));
      return {};
    }));
    owners_.set(extension, id);
    expect(desk::SetOperator{{id, {{founded_.service, true, true}}, {queue_}, 3}});
    expect(desk::ChooseState{.operator_id = id, .state = desk::ChosenState::kReady});
  }
  void hold_phone(base::OperatorId id, bool holds = true) {
    live_->post_always([this, id, holds] { live_->set_phone_online(id, holds); });
    settle();
  }
  void have_phones(const std::string& extension, std::size_t count = 1) {
    calls_->on_phones(extension, count);
    settle();
  }
  bool can_ring(base::OperatorId id) { return live_->states().find(id)->is_phone_connected; }

  void call() {
    id_ = ids_.next<voice::CallId>();
    calls_->on_call({id_, "carrier", "09011112222", kNumber});
    EXPECT_TRUE(telephone_.waits_for("answer"));
    settle();
  }
  /// It rings on Aki's desk phone.
  void ring() {
    have_phones("201");
    call();
    EXPECT_EQ(telephone_.asked(), "answer; ring 201 from 09011112222; ");
  }
  /// Aki talks on the desk phone.
  void talk() {
    ring();
    calls_->on_phone_answered(id_, "201");
    calls_->on_operator_side(id_, voice::OperatorSide::kConnected);
    settle();
    EXPECT_EQ(telephone_.asked(), "");
  }
  base::Status perform(desk::Command command) {
    std::promise<base::Status> done;
    live_->post_always([&] { done.set_value(live_->perform(command)); });
    base::Status status = done.get_future().get();
    settle();
    return status;
  }
  base::Status accept(base::OperatorId who) {
    std::promise<base::Status> done;
    live_->post_always([&] { done.set_value(calls_->accept({founded_.service, contact(), who})); });
    base::Status status = done.get_future().get();
    settle();
    return status;
  }
  base::Result<std::string> connect() {
    std::promise<base::Result<std::string>> answer;
    calls_->connect(contact(), "offer", [&](auto result) { answer.set_value(std::move(result)); });
    auto result = answer.get_future().get();
    settle();
    return result;
  }
  [[nodiscard]] base::ContactId contact() const { return base::ContactId(id_.value()); }
  /// "queued", "Aki rings", "Aki talks on the desk phone", "over".
  std::string stage() {
    for (const auto& [who, name] : {std::pair(aki_, "Aki"), std::pair(ben_, "Ben")}) {
      const auto view = live_->states().find(who);
      if (!view || !view->call) continue;
      const OperatorCallView& call = *view->call;
      const char* where = call.is_on_desk_phone ? " on the desk phone" : "";
      return std::string(name) + (call.is_ringing ? " rings" : " talks") + where;
    }
    return live_contacts().empty() ? "over" : "queued";
  }

  LoggingTelephone telephone_;
  Owners owners_;
  std::unique_ptr<CallsService> calls_;
  const base::OperatorId aki_;
  const base::OperatorId ben_;
  voice::CallId id_{0};
};
INSTANTIATE_TEST_SUITE_P(Both, CallsPhonesTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(CallsPhonesTest, a_registered_phone_is_something_that_can_ring) {
  EXPECT_FALSE(can_ring(aki_));
  have_phones("201", 1);
  EXPECT_TRUE(can_ring(aki_));
  have_phones("201", 2);
  have_phones("201", 1);
  EXPECT_TRUE(can_ring(aki_));
  hold_phone(aki_);
  hold_phone(aki_, false);
  EXPECT_TRUE(can_ring(aki_)) << "the console has gone, the phone has not";
  have_phones("201", 0);
  EXPECT_FALSE(can_ring(aki_));
  EXPECT_EQ(owners_.registered_["201"], 0u);
  have_phones("299");
  EXPECT_FALSE(can_ring(aki_)) << "nobody's extension";
}

TEST_P(CallsPhonesTest, an_extension_that_moves_takes_the_phone_along) {
  have_phones("201");
  enter(ben_, "205");
  owners_.set("201", ben_);
  have_phones("201");
  EXPECT_FALSE(can_ring(aki_));
  EXPECT_TRUE(can_ring(ben_));
  calls_->on_password_changed("201");
  EXPECT_TRUE(telephone_.waits_for("forget 201"));
}

TEST_P(CallsPhonesTest, the_phone_answers_and_the_console_shows_it) {
  talk();
  EXPECT_EQ(stage(), "Aki talks on the desk phone");
  EXPECT_EQ(accept(aki_).error().code, base::ErrorCode::kConflict) << "the console comes too late";
  pass(base::Minutes(2));
  EXPECT_EQ(stage(), "Aki talks on the desk phone") << "its audio is there";
  ASSERT_TRUE(perform(desk::HoldCall{founded_.service, contact(), aki_, true}));
  EXPECT_EQ(telephone_.asked(), "hold; ");
  ASSERT_TRUE(calls_->send_keys(contact(), "1#"));
  EXPECT_EQ(telephone_.asked(), "keys 1#; ");
  ASSERT_TRUE(perform(desk::EndAsOperator{founded_.service, contact(), aki_}));
  EXPECT_EQ(telephone_.asked(), "hang up; ");
  EXPECT_EQ(stage(), "over");
}

TEST_P(CallsPhonesTest, the_operator_hangs_up_the_phone) {
  talk();
  calls_->on_phone_left(id_, "202");
  settle();
  EXPECT_EQ(stage(), "Aki talks on the desk phone") << "another's phone";
  calls_->on_phone_left(id_, "201");
  settle();
  EXPECT_EQ(telephone_.asked(), "hang up; ");
  EXPECT_EQ(stage(), "over");
  EXPECT_TRUE(live_->states().find(aki_)->wrap_up);
  calls_->on_phone_left(id_, "201");
  settle();
  EXPECT_EQ(telephone_.asked(), "");
}

TEST_P(CallsPhonesTest, the_customer_hangs_up) {
  talk();
  calls_->on_ended(id_, voice::CallEnd::kCustomerLeft);
  settle();
  EXPECT_EQ(stage(), "over");
  EXPECT_TRUE(live_->states().find(aki_)->wrap_up);
  calls_->on_phone_left(id_, "201");
  settle();
  EXPECT_EQ(telephone_.asked(), "");
}

TEST_P(CallsPhonesTest, the_browser_answers_and_the_phone_ceases_to_ring) {
  hold_phone(aki_);
  ring();
  ASSERT_TRUE(accept(aki_));
  ASSERT_TRUE(connect());
  EXPECT_EQ(telephone_.asked(), "stop ringing; connect; ");
  calls_->on_operator_side(id_, voice::OperatorSide::kConnected);
  calls_->on_phone_answered(id_, "201");
  calls_->on_phone_declined(id_, "201");
  calls_->on_phone_left(id_, "201");
  settle();
  EXPECT_EQ(stage(), "Aki talks") << "whatever the phone did came too late";
  EXPECT_EQ(telephone_.asked(), "");
}

TEST_P(CallsPhonesTest, the_browser_takes_over_from_the_phone) {
  talk();
  telephone_.does_connect_ = false;
  EXPECT_FALSE(connect());
  calls_->on_operator_side(id_, voice::OperatorSide::kConnected);
  settle();
  EXPECT_EQ(stage(), "Aki talks on the desk phone") << "the browser could not";
  telephone_.does_connect_ = true;
  ASSERT_TRUE(connect());
  calls_->on_operator_side(id_, voice::OperatorSide::kConnected);
  settle();
  EXPECT_EQ(stage(), "Aki talks");
  calls_->on_phone_left(id_, "201");
  settle();
  EXPECT_EQ(stage(), "Aki talks") << "that phone was hung up by us";
}

TEST_P(CallsPhonesTest, a_phone_that_declines_alone_declines_the_call) {
  ring();
  calls_->on_phone_declined(id_, "202");
  settle();
  EXPECT_EQ(stage(), "Aki rings") << "another's phone";
  calls_->on_phone_declined(id_, "201");
  settle();
  EXPECT_EQ(stage(), "queued");
  pass(base::Seconds(10));
  EXPECT_EQ(stage(), "Aki rings") << "rested";
  EXPECT_EQ(telephone_.asked(), "ring 201 from 09011112222; ");
}

TEST_P(CallsPhonesTest, a_phone_that_declines_leaves_the_call_to_the_console) {
  hold_phone(aki_);
  ring();
  calls_->on_phone_declined(id_, "201");
  settle();
  EXPECT_EQ(stage(), "Aki rings");
  calls_->on_phone_answered(id_, "201");
  settle();
  EXPECT_EQ(stage(), "Aki rings") << "it had declined";
  ASSERT_TRUE(accept(aki_));
  EXPECT_EQ(telephone_.asked(), "") << "there was nothing to stop";
}

TEST_P(CallsPhonesTest, a_phone_that_is_gone_declines_too) {
  ring();
  have_phones("201", 0);
  calls_->on_phone_declined(id_, "201");
  settle();
  EXPECT_EQ(stage(), "queued");
}

TEST_P(CallsPhonesTest, who_does_not_answer_rings_no_more_and_the_next_does) {
  ring();
  enter(ben_, "202");
  have_phones("202", 2);
  pass(base::Seconds(20));
  EXPECT_EQ(telephone_.asked(), "stop ringing; ring 202 from 09011112222; ");
  EXPECT_EQ(stage(), "Ben rings");
  calls_->on_phone_answered(id_, "201");
  settle();
  EXPECT_EQ(stage(), "Ben rings") << "an answer that crossed the end of the ringing";
  calls_->on_phone_answered(id_, "202");
  settle();
  EXPECT_EQ(stage(), "Ben talks");
}

TEST_P(CallsPhonesTest, a_console_without_a_desk_phone_rings_alone) {
  hold_phone(aki_);
  call();
  EXPECT_EQ(telephone_.asked(), "answer; ");
  EXPECT_EQ(stage(), "Aki rings");
}

TEST_P(CallsPhonesTest, a_phone_whose_audio_is_lost_leaves_the_call_to_the_console) {
  talk();
  calls_->on_operator_side(id_, voice::OperatorSide::kLost);
  settle();
  EXPECT_EQ(stage(), "Aki talks");
  calls_->on_phone_left(id_, "201");
  settle();
  EXPECT_EQ(stage(), "Aki talks") << "the telephone has let it go";
  pass(base::Seconds(15));
  EXPECT_EQ(telephone_.asked(), "park; ");
  EXPECT_EQ(stage(), "queued");
}

TEST_P(CallsPhonesTest, a_call_that_lost_its_operator_rings_on_the_next_one_s_phone) {
  talk();
  enter(ben_, "202");
  have_phones("202");
  calls_->on_operator_side(id_, voice::OperatorSide::kLost);
  settle();
  pass(base::Seconds(15));
  EXPECT_EQ(telephone_.asked(), "park; ring 202 from 09011112222; ") << "not the other way round";
  EXPECT_EQ(stage(), "Ben rings");
}

TEST_P(CallsPhonesTest, the_caller_leaves_while_the_phone_rings) {
  ring();
  calls_->on_ended(id_, voice::CallEnd::kCustomerLeft);
  calls_->on_phone_answered(id_, "201");
  calls_->on_phone_declined(id_, "201");
  settle();
  EXPECT_EQ(stage(), "over");
}

/// The desk fails, and is loaded anew from older rows.
class CallsPhonesReloadTest : public CallsPhonesTest {
 protected:
  CallsPhonesReloadTest() {
    restart_desk(commits_);
    begin();
  }

  /// What Ben chooses cannot be written.
  void lose_the_desk() {
    const auto reloads = live_->counts().reloads;
    commits_->is_failing_ = true;
    live_->submit(desk::ChooseState{.operator_id = ben_, .state = desk::ChosenState::kWork}, {},
                  [](const auto&) {});
    settle();
    commits_->is_failing_ = false;
    for (int i = 0; i < 100 && live_->counts().reloads == reloads; ++i) pass(base::Seconds(1));
    EXPECT_EQ(live_->counts().reloads, reloads + 1);
    settle();
  }

  const std::shared_ptr<FailingCommits> commits_ = std::make_shared<FailingCommits>();
};
INSTANTIATE_TEST_SUITE_P(Both, CallsPhonesReloadTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(CallsPhonesReloadTest, what_rings_goes_on) {
  ring();
  lose_the_desk();
  EXPECT_EQ(telephone_.asked(), "");
  calls_->on_phone_answered(id_, "201");
  calls_->on_operator_side(id_, voice::OperatorSide::kConnected);
  settle();
  lose_the_desk();
  EXPECT_EQ(stage(), "Aki talks on the desk phone");
}

}  // namespace
}  // namespace madoguchi::features
