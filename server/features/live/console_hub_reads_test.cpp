// What consoles are told while the database reads for them.

#include <boost/json/parse.hpp>

#include "fakes/fake_socket.h"
#include "features/live/console_hub.h"
#include "features/live/desk_loader.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;

/// A database whose readers wait until they are told. Reads come from the desk's thread alone.
class HeldReads final : public storage::Database {
 public:
  explicit HeldReads(storage::Database& real) : real_(real) {}

  [[nodiscard]] storage::Dialect dialect() const override { return real_.dialect(); }
  void submit(Work work, Done done) override { real_.submit(std::move(work), std::move(done)); }
  void submit_read(Work work, Done done) override {
    if (!is_holding_) return real_.submit_read(std::move(work), std::move(done));
    held_.emplace_back(std::move(work), std::move(done));
  }
  [[nodiscard]] storage::WriterCounts counts() const override { return real_.counts(); }
  void stop() override {}

  void hold() { is_holding_ = true; }
  void release() {
    is_holding_ = false;
    for (auto& [work, done] : std::exchange(held_, {})) {
      real_.submit_read(std::move(work), std::move(done));
    }
  }
  std::size_t fail() {
    is_holding_ = false;
    const auto failed = std::exchange(held_, {});
    for (const auto& [work, done] : failed) done(base::fail(base::ErrorCode::kUnavailable));
    return failed.size();
  }

 protected:
  [[nodiscard]] bool on_own_thread() const override { return false; }

 private:
  storage::Database& real_;
  bool is_holding_ = false;
  std::vector<std::pair<Work, Done>> held_;
};

class ConsoleReadsTest : public LiveDeskTest {
 protected:
  ConsoleReadsTest() {
    live_->stop();
    live_ = std::make_unique<LiveDesk>(*database_, ids_, clock_, load_desk);
    hub_ = std::make_unique<ConsoleHub>(*live_, reads_);
    live_->add_listener(*hub_);
    EXPECT_TRUE(live_->start());
  }
  ~ConsoleReadsTest() override { live_->stop(); }

  std::shared_ptr<fakes::FakeSocket> open_console(base::OperatorId who, ConsoleId id) {
    auto socket = std::make_shared<fakes::FakeSocket>();
    Principal me;
    me.id = who;
    me.services = {{founded_.service, ServiceRole::kOperator, true}};
    hub_->open(id, me, hub_->rights_changes(), socket);
    return socket;
  }

  void subscribe(ConsoleId id, std::optional<std::int64_t> since,
                 std::vector<base::ContactId> contacts) {
    ConsoleSubscription wanted;
    wanted.since = since;
    wanted.services = {founded_.service};
    wanted.contacts = std::move(contacts);
    EXPECT_TRUE(hub_->subscribe(id, wanted));
  }

  void hold_reads() {
    on_desk([&] { return reads_.hold(), 0; });
  }
  /// The loop notices that time passed, though nothing can be read.
  void tick(base::Milliseconds time) {
    clock_.advance(time);
    for (int i = 0; i < 2; ++i) on_desk([] { return 0; });
  }

  HeldReads reads_{*database_};
};

INSTANTIATE_TEST_SUITE_P(Both, ConsoleReadsTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

std::vector<json::object> numbered(const fakes::FakeSocket& socket) {
  std::vector<json::object> found;
  for (const auto& text : socket.sent()) {
    auto frame = json::parse(text).as_object();
    if (frame.contains("through")) found.push_back(std::move(frame));
  }
  return found;
}

std::vector<json::object> rows_frames(const fakes::FakeSocket& socket) {
  auto found = numbered(socket);
  std::erase_if(
      found, [](const json::object& frame) { return frame.at("type").as_string() != "contacts"; });
  return found;
}

TEST_P(ConsoleReadsTest, nothing_newer_is_promised_before_what_was_missed_is_sent) {
  const auto thread = make_thread();
  const auto first = write(thread, "client-0001");
  ASSERT_TRUE(first);
  const auto since = on_desk([&] { return live_->committed_number(); });
  ASSERT_TRUE(write(thread, "client-0002"));
  const auto socket = open_console(people_[0], 1);
  hold_reads();
  subscribe(1, since, {first->contact});
  ASSERT_TRUE(write(thread, "client-0003"));
  tick(base::Seconds(15));
  EXPECT_TRUE(numbered(*socket).empty());
  on_desk([&] { return reads_.release(), 0; });
  settle();
  const auto frames = numbered(*socket);
  std::vector<std::string> types;
  for (const auto& frame : frames) types.emplace_back(frame.at("type").as_string());
  ASSERT_GE(types.size(), 5u);
  types.resize(5);
  EXPECT_EQ(types,
            (std::vector<std::string>{"messages", "contacts", "subscribed", "messages", "alive"}));
  EXPECT_EQ(frames.at(0).at("through").as_int64(), since) << "the rows are still to come";
  EXPECT_GT(frames.at(2).at("through").as_int64(), since);
}

TEST_P(ConsoleReadsTest, a_subscription_that_is_replaced_while_it_is_read_promises_nothing) {
  const auto socket = open_console(people_[0], 1);
  hold_reads();
  subscribe(1, 0, {});
  const auto contact = write(make_thread(), "client-0001");
  ASSERT_TRUE(contact);
  subscribe(1, 0, {contact->contact});
  on_desk([&] { return reads_.release(), 0; });
  settle();
  const auto frames = numbered(*socket);
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(frames.front().at("type").as_string(), "messages") << "of the second one";
}

TEST_P(ConsoleReadsTest, who_lost_a_contact_sees_it_though_the_first_reading_failed) {
  const auto giver = open_console(people_[0], 1);
  subscribe(1, {}, {});
  enter(people_[0]);
  const auto thread = make_thread();
  const auto contact = write(thread, "client-0001");
  ASSERT_TRUE(contact);
  expect(desk::OpenContact{founded_.service, contact->contact, people_[0]});
  enter(people_[1]);
  for (int i = 0; i < 3; ++i) pass(base::Milliseconds(300));
  hold_reads();
  expect(desk::HandOver{founded_.service, contact->contact, people_[0], people_[1], {}, ""});
  tick(base::Milliseconds(300));
  ASSERT_TRUE(write(thread, "client-0002"));
  const auto before = rows_frames(*giver).size();
  EXPECT_EQ(on_desk([&] { return reads_.fail(); }), 1u);
  for (int i = 0; i < 3; ++i) pass(base::Milliseconds(300));
  const auto frames = rows_frames(*giver);
  ASSERT_GT(frames.size(), before);
  const auto& row = frames.back().at("contacts").at(0);
  EXPECT_EQ(std::string(row.at("ownerId").as_string()), base::to_string(people_[1]));
}

}  // namespace
}  // namespace madoguchi::features
