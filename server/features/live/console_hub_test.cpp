#include "features/live/console_hub.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "fakes/fake_socket.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;

class ConsoleHubTest : public LiveDeskTest {
 protected:
  struct Console {
    ConsoleId id = 0;
    std::shared_ptr<fakes::FakeSocket> socket = std::make_shared<fakes::FakeSocket>();

    [[nodiscard]] std::vector<json::object> frames(std::string_view type) const {
      std::vector<json::object> found;
      for (const auto& text : socket->sent()) {
        auto frame = json::parse(text).as_object();
        if (frame.at("type").as_string() == type) found.push_back(std::move(frame));
      }
      return found;
    }
  };

  Console open_console(base::OperatorId who, bool may_chat = true) {
    Console console;
    console.id = ++last_console_;
    Principal me;
    me.id = who;
    me.session = base::SessionId(static_cast<std::int64_t>(console.id));
    me.name = "x";
    if (may_chat) me.services = {{founded_.service, ServiceRole::kOperator, true}};
    hub_->open(console.id, me, rights_changes_.value_or(hub_->rights_changes()), console.socket);
    return console;
  }

  void subscribe(const Console& console, std::optional<std::int64_t> since = {},
                 std::vector<base::ContactId> contacts = {}, bool with_lists = false) {
    ConsoleSubscription wanted;
    wanted.since = since;
    wanted.services = {founded_.service};
    if (with_lists) wanted.lists = {founded_.service};
    wanted.contacts = std::move(contacts);
    EXPECT_TRUE(hub_->subscribe(console.id, wanted));
    settle();
  }

  /// What is coalesced goes out.
  void flush() {
    for (int i = 0; i < 3; ++i) pass(base::Milliseconds(300));
  }

  ConsoleId last_console_ = 0;
  std::optional<std::uint64_t>
      rights_changes_;  ///< of consoles that are opened; those of now, if none
};

INSTANTIATE_TEST_SUITE_P(Both, ConsoleHubTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

/// The last version of each row that a console was sent, by id.
std::map<std::string, std::string> screen_of(const std::vector<json::object>& frames) {
  std::map<std::string, std::string> rows;
  for (const auto& frame : frames) {
    for (const auto& row : frame.at("contacts").as_array()) {
      rows[std::string(row.at("id").as_string())] = json::serialize(row);
    }
  }
  return rows;
}

TEST_P(ConsoleHubTest, the_owner_gets_the_messages_of_a_contact_at_once) {
  const auto console = open_console(people_[0]);
  subscribe(console);
  enter(people_[0]);
  ASSERT_TRUE(write(make_thread(), "client-0001", "はじめまして"));
  settle();
  const auto frames = console.frames("messages");
  ASSERT_EQ(frames.size(), 1u);
  const auto& messages = frames.front().at("messages").as_array();
  EXPECT_EQ(messages.at(1).at("text").as_string(), "はじめまして");
  EXPECT_EQ(console.frames("alert").at(0).at("what").as_string(), "assigned");
}

TEST_P(ConsoleHubTest, somebody_without_a_part_in_the_service_gets_nothing_of_it) {
  const auto stranger = open_console(people_[1], false);
  const auto contact = write(make_thread(), "client-0001");
  ASSERT_TRUE(contact);
  subscribe(stranger, 0, {contact->contact}, true);
  ASSERT_TRUE(write(make_thread(), "client-0002"));
  flush();
  EXPECT_TRUE(stranger.frames("messages").empty());
  EXPECT_TRUE(stranger.frames("contacts").empty());
  EXPECT_TRUE(stranger.frames("counts").empty());
}

TEST_P(ConsoleHubTest, a_console_that_comes_back_has_the_same_screen_as_one_that_stayed) {
  const auto stayed = open_console(people_[0]);
  subscribe(stayed, 0, {}, true);
  std::vector<base::ThreadId> threads;
  for (int i = 0; i < 5; ++i) threads.push_back(make_thread());
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(write(threads[static_cast<std::size_t>(i)], "client-000" + std::to_string(i)));
  flush();
  const auto came_back = open_console(people_[1]);
  subscribe(came_back, 2, {}, true);
  ASSERT_TRUE(write(threads[0], "client-more1"));
  flush();
  auto whole = screen_of(stayed.frames("contacts"));
  const auto since = screen_of(came_back.frames("contacts"));
  EXPECT_EQ(whole.size(), 5u);
  EXPECT_GE(since.size(), 4u);  // all but the one that did not change after number 2
  for (const auto& [id, row] : since) EXPECT_EQ(row, whole[id]) << id;
}

TEST_P(ConsoleHubTest, a_console_that_comes_back_sees_places_and_presence_that_changed) {
  const auto stayed = open_console(people_[0]);
  subscribe(stayed, 0, {}, true);
  const std::vector<base::ThreadId> threads{make_thread(), make_thread(), make_thread()};
  std::vector<base::ContactId> contacts;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    contacts.push_back(write(threads[i], "client-000" + std::to_string(i))->contact);
  }
  flush();
  ASSERT_FALSE(stayed.frames("contacts").empty());
  const auto seen = stayed.frames("contacts").back().at("through").as_int64();
  expect(desk::EndAsCustomer{founded_.service, contacts[0]});
  live_->post_always([&] { live_->set_thread_online(founded_.service, threads[2], true); });
  flush();
  const auto came_back = open_console(people_[1]);
  subscribe(came_back, seen, {}, true);
  const auto since = screen_of(came_back.frames("contacts"));
  const auto whole = screen_of(stayed.frames("contacts"));
  ASSERT_EQ(since.size(), 3u);
  for (const auto& [id, row] : since) EXPECT_EQ(row, whole.at(id)) << id;
  EXPECT_EQ(json::parse(since.at(base::to_string(contacts[2]))).at("place").as_int64(), 2);
}

TEST_P(ConsoleHubTest, a_newcomer_at_the_end_of_the_line_sends_no_rows_of_those_before) {
  const auto console = open_console(people_[0]);
  subscribe(console, 0, {}, true);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(write(make_thread(), "client-000" + std::to_string(i)));
  flush();
  const auto before = console.frames("contacts").size();
  ASSERT_TRUE(write(make_thread(), "client-last"));
  flush();
  const auto frames = console.frames("contacts");
  ASSERT_EQ(frames.size(), before + 1);
  EXPECT_EQ(frames.back().at("contacts").as_array().size(), 1u);
}

TEST_P(ConsoleHubTest, a_number_from_another_life_of_the_database_resets_the_console) {
  const auto console = open_console(people_[0]);
  subscribe(console, 1'000'000);
  EXPECT_EQ(console.frames("reset").size(), 1u);
}

TEST_P(ConsoleHubTest, rows_are_coalesced) {
  const auto console = open_console(people_[0]);
  subscribe(console, {}, {}, true);
  const auto thread = make_thread();
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(write(thread, "client-" + std::to_string(1000 + i)));
  flush();
  EXPECT_EQ(console.frames("contacts").size(), 1u);
  EXPECT_EQ(console.frames("counts").size(), 1u);
}

TEST_P(ConsoleHubTest, two_consoles_of_one_operator_hear_the_same) {
  const auto one = open_console(people_[0]);
  const auto two = open_console(people_[0]);
  subscribe(one);
  subscribe(two);
  enter(people_[0]);
  ASSERT_TRUE(write(make_thread(), "client-0001"));
  flush();
  EXPECT_EQ(one.frames("messages"), two.frames("messages"));
  EXPECT_EQ(one.frames("contacts"), two.frames("contacts"));
  EXPECT_EQ(one.frames("counts").back(), two.frames("counts").back());
}

TEST_P(ConsoleHubTest, the_operator_is_offline_only_when_the_last_console_closed) {
  const auto one = open_console(people_[0]);
  const auto two = open_console(people_[0]);
  settle();
  hub_->close(one.id);
  settle();
  EXPECT_TRUE(live_->states().find(people_[0])->is_connected);
  hub_->close(two.id);
  settle();
  EXPECT_FALSE(live_->states().find(people_[0])->is_connected);
}

TEST_P(ConsoleHubTest, the_sockets_of_a_session_that_ended_are_closed) {
  const auto console = open_console(people_[0]);
  hub_->end_session(base::SessionId(static_cast<std::int64_t>(console.id)));
  settle();
  EXPECT_EQ(console.socket->close_code(), 4001);
}

TEST_P(ConsoleHubTest, a_console_that_was_on_its_way_when_rights_changed_comes_again) {
  const auto opened_late = [&](std::uint64_t before) {
    rights_changes_ = before;
    const auto console = open_console(people_[0]);
    settle();
    return console.socket->close_code();
  };
  auto before = hub_->rights_changes();
  EXPECT_EQ(opened_late(before), std::nullopt);
  hub_->end_session(base::SessionId(1));
  EXPECT_EQ(opened_late(before), 1012) << "a session ended";
  before = hub_->rights_changes();
  hub_->operator_changed({.id = people_[0], .is_organization_admin = false});
  EXPECT_EQ(opened_late(before), 1012) << "nobody is an admin any more";
  before = hub_->rights_changes();
  expect(desk::SetOperator{{people_[0], {{founded_.service, true, true}}, {queue_}, 2}});
  EXPECT_EQ(opened_late(before), 1012) << "others may do something in the service";
}

TEST_P(ConsoleHubTest, consoles_come_again_when_the_rights_of_an_admin_change) {
  const auto console = open_console(people_[0]);
  OperatorForDesk changed{.id = people_[0], .is_organization_admin = true};
  hub_->operator_changed(changed);
  settle();
  EXPECT_EQ(console.socket->close_code(), 1012);
  const auto other = open_console(people_[1]);
  changed = {.id = people_[1]};
  hub_->operator_changed(changed);
  settle();
  EXPECT_EQ(other.socket->close_code(), std::nullopt) << "their rights are the same";
}

TEST_P(ConsoleHubTest, a_contact_that_nobody_has_open_any_more_is_forgotten) {
  const auto console = open_console(people_[0]);
  subscribe(console, {}, {base::ContactId(1), base::ContactId(1)});
  EXPECT_EQ(on_desk([&] { return hub_->followed(); }), 1u);
  subscribe(console, {}, {base::ContactId(2)});
  EXPECT_EQ(on_desk([&] { return hub_->followed(); }), 1u);
  hub_->close(console.id);
  EXPECT_EQ(on_desk([&] { return hub_->followed(); }), 0u);
}

TEST_P(ConsoleHubTest, a_desk_that_takes_nothing_says_so) {
  const auto console = open_console(people_[0]);
  live_->stop();
  EXPECT_FALSE(hub_->subscribe(console.id, {}));
  EXPECT_FALSE(hub_->hold_phone(console.id, true));
}

TEST_P(ConsoleHubTest, typing_reaches_colleagues_who_have_the_contact_open_and_not_the_typist) {
  const auto contact = write(make_thread(), "client-0001");
  ASSERT_TRUE(contact);
  const auto typist = open_console(people_[0]);
  const auto colleague = open_console(people_[1]);
  const auto elsewhere = open_console(people_[2]);
  subscribe(typist, {}, {contact->contact});
  subscribe(colleague, {}, {contact->contact});
  subscribe(elsewhere);
  hub_->typing(typist.id, contact->contact, true, true);
  settle();
  EXPECT_EQ(colleague.frames("typing").size(), 1u);
  EXPECT_TRUE(typist.frames("typing").empty());
  EXPECT_TRUE(elsewhere.frames("typing").empty());
}

}  // namespace
}  // namespace madoguchi::features
