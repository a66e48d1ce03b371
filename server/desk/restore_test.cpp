#include "desk/restore.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "desk/desk_testing.h"
#include "desk/invariants_testing.h"

namespace madoguchi::desk {
namespace {

/// Keeps the client ids that the messages table would hold.
class Store {
 public:
  void keep(const std::vector<Event>& events) {
    for (const MessageAdded& message : events_of<MessageAdded>(events)) {
      if (!message.client_id.empty()) {
        recent_[message.contact].push_back({message.client_id, message.number});
      }
    }
  }

  [[nodiscard]] DeskSnapshot rows(const DeskState& state) const {
    DeskSnapshot rows = rows_of(state);
    for (ContactSnapshot& row : rows.contacts) {
      const auto recent = recent_.find(row.contact.id);
      if (recent != recent_.end()) row.recent = recent->second;
    }
    return rows;
  }

 private:
  std::unordered_map<ContactId, std::vector<RecentMessage>> recent_;
};

/// A desk in the middle of its day, with contacts in every state, and the store beside it.
struct RestoreTest : testing::Test {
  RestoreTest() {
    world.enter(kAki);
    world.enter(kBen, 1);
    opened = write(1);
    world.open(opened, kAki);
    world.reply(opened, kAki);
    offered = write(2);
    ended = write(3);
    keep(world.expect(EndAsCustomer{kShop, ended}));
    snoozed = write(4);
    world.expect(
        SnoozeContact{kShop, snoozed, world.contact(snoozed).owner, world.now + base::Minutes(30)});
    world.expect(SetSwitches{kAki, {}, true});
    world.expect(SetSwitches{kBen, {}, true});
    queued = write(5);
    returned = write(6);
    world.expect(ReadAsCustomer{kShop, world.contact(opened).thread, opened, 3});
  }

  ContactId write(std::int64_t thread) {
    const Decision decision =
        world.expect(WriteAsCustomer{kShop,
                                     ThreadId(thread),
                                     CustomerId(thread),
                                     ContactId(500 + thread),
                                     kFront,
                                     0,
                                     {"client-" + std::to_string(thread), {"hello", {}}}});
    store.keep(decision.events);
    world.pass(base::Milliseconds(1));
    return ContactId(500 + thread);
  }

  void keep(const Decision& decision) { store.keep(decision.events); }

  World world;
  Store store;
  ContactId opened, offered, ended, snoozed, queued, returned;
};

template <class Key, class Value>
std::vector<std::pair<Key, Value>> sorted(const LayeredMap<Key, Value>& map) {
  std::vector<std::pair<Key, Value>> all;
  map.for_each([&](const Key& key, const Value& value) { all.emplace_back(key, value); });
  std::ranges::sort(all, {}, &std::pair<Key, Value>::first);
  return all;
}

void expect_same_operator(const Operator& a, const Operator& b) {
  EXPECT_EQ(*a.profile, *b.profile);
  EXPECT_EQ(a.state, b.state);
  EXPECT_EQ(a.work_reason, b.work_reason);
  EXPECT_EQ(a.state_since, b.state_since);
  EXPECT_EQ(a.takes_chat, b.takes_chat);
  EXPECT_EQ(a.do_not_disturb, b.do_not_disturb);
  EXPECT_EQ(a.is_connected, b.is_connected);
  EXPECT_EQ(a.away_since, b.away_since);
  EXPECT_EQ(a.idle_since, b.idle_since);
  EXPECT_EQ(a.contacts, b.contacts);
  EXPECT_EQ(a.open_chats, b.open_chats);
  EXPECT_EQ(a.open_limit, b.open_limit);
}

TEST_F(RestoreTest, gives_the_state_that_the_events_had_made) {
  world.expect(DisconnectOperator{kAki});
  world.expect(DisconnectOperator{kBen});
  const auto restored = restore(store.rows(world.state), world.now);
  ASSERT_TRUE(restored) << restored.error().detail;
  EXPECT_EQ(check_invariants(*restored), std::vector<std::string>());
  EXPECT_EQ(sorted(restored->services), sorted(world.state.services));
  EXPECT_EQ(sorted(restored->queues), sorted(world.state.queues));
  EXPECT_EQ(sorted(restored->contacts), sorted(world.state.contacts));
  EXPECT_EQ(sorted(restored->threads), sorted(world.state.threads));
  EXPECT_EQ(restored->waiting.added(), world.state.waiting.added());
  EXPECT_EQ(restored->able.added(), world.state.able.added());
  EXPECT_EQ(restored->due.added(), world.state.due.added());
  for (const OperatorId id : {kAki, kBen}) {
    expect_same_operator(*restored->operators.find(id), world.who(id));
  }
}

TEST_F(RestoreTest, a_state_rebuilt_by_events_alone_is_the_same) {
  World other;
  std::vector<Event> events;
  const auto tell = [&](const Command& command) {
    for (Event& event : other.expect(command).events) events.push_back(std::move(event));
  };
  const DeskState before = other.state;
  tell(SetOperator{{kAki, {{kShop, true}}, {kFront}, 2}});
  tell(SetSwitches{kAki, true, {}});
  tell(ConnectOperator{kAki});
  tell(ChooseState{kAki, ChosenState::kReady});
  tell(WriteAsCustomer{kShop, ThreadId(1), CustomerId(1), ContactId(500), kFront, 0, {"a", {}}});
  tell(WriteAsOperator{kShop, ContactId(500), kAki, MessageKind::kReply, {"b", {}}});
  DeskState rebuilt = before;
  for (const Event& event : events) desk::apply(rebuilt, event);
  EXPECT_EQ(sorted(rebuilt.contacts), sorted(other.state.contacts));
  EXPECT_EQ(rebuilt.able.added(), other.state.able.added());
  EXPECT_EQ(rebuilt.due.added(), other.state.due.added());
}

TEST_F(RestoreTest, consoles_have_time_to_come_back) {
  auto restored = restore(store.rows(world.state), world.now);
  ASSERT_TRUE(restored);
  world.state = *std::move(restored);
  world.pass(base::Seconds(59));
  world.expect(ConnectOperator{kAki});
  world.pass(base::Seconds(2));
  EXPECT_EQ(world.assignment(opened), "owned 101");
  EXPECT_EQ(world.assignment(offered), "queued") << "Ben did not come back";
}

TEST_F(RestoreTest, the_line_keeps_its_order) {
  auto restored = restore(store.rows(world.state), world.now);
  ASSERT_TRUE(restored);
  world.state = *std::move(restored);
  world.enter(kCho, 1);
  EXPECT_EQ(world.assignment(queued), "offered 103");
  EXPECT_EQ(world.assignment(returned), "queued");
  EXPECT_EQ(world.assignment(write(9)), "queued") << "a new place is behind the restored ones";
}

TEST_F(RestoreTest, a_message_resent_after_the_restart_is_known) {
  auto restored = restore(store.rows(world.state), world.now);
  ASSERT_TRUE(restored);
  world.state = *std::move(restored);
  for (const std::int64_t thread : {1, 3}) {
    const Decision again =
        world.expect(WriteAsCustomer{kShop,
                                     ThreadId(thread),
                                     CustomerId(thread),
                                     ContactId(900),
                                     kFront,
                                     0,
                                     {"client-" + std::to_string(thread), {"hello", {}}}});
    EXPECT_TRUE(effects_of<MessageAccepted>(again).at(0).is_known);
  }
}

TEST_F(RestoreTest, an_operator_who_never_chose_a_state_is_idle_since_the_restart) {
  DeskSnapshot rows = store.rows(world.state);
  for (OperatorSnapshot& row : rows.operators) row.state_since = row.idle_since = Time{};
  const auto restored = restore(rows, world.now);
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->operators.find(kAki)->state_since, world.now);
  EXPECT_EQ(restored->operators.find(kAki)->idle_since, world.now);
  EXPECT_EQ(restored->operators.find(kAki)->phone_idle_since, world.now);
}

TEST_F(RestoreTest, numbers_go_on) {
  auto restored = restore(store.rows(world.state), world.now);
  ASSERT_TRUE(restored);
  world.state = *std::move(restored);
  EXPECT_EQ(world.contact(write(9)).number, 7);
}

TEST_F(RestoreTest, an_owner_who_is_gone_or_without_right_loses_the_contact_at_the_first_tick) {
  DeskSnapshot rows = store.rows(world.state);
  std::erase_if(rows.operators, [](const auto& row) { return row.profile.id == kBen; });
  for (OperatorSnapshot& row : rows.operators) row.profile.services = {{kShop, false}};
  auto restored = restore(rows, world.now);
  ASSERT_TRUE(restored);
  world.state = *std::move(restored);
  const auto events = world.pass(base::Milliseconds(0));
  for (const ContactId chat : {opened, offered, snoozed}) {
    EXPECT_EQ(world.assignment(chat), "queued");
  }
  EXPECT_EQ(events_of<ContactQueued>(events).at(0).cause, QueueCause::kOwnerLeft);
}

TEST_F(RestoreTest, an_operator_over_a_capacity_lowered_before_the_restart_keeps_the_chats) {
  DeskSnapshot rows = store.rows(world.state);
  for (OperatorSnapshot& row : rows.operators) row.profile.chat_capacity = 0;
  const auto restored = restore(rows, world.now);
  ASSERT_TRUE(restored);
  EXPECT_EQ(check_invariants(*restored), std::vector<std::string>());
}

/// Breaks the row of one contact.
std::string broken(DeskSnapshot rows, ContactId id, const std::function<void(Contact&)>& breaking) {
  for (ContactSnapshot& row : rows.contacts) {
    if (row.contact.id == id) breaking(row.contact);
  }
  const auto restored = restore(rows, kMorning);
  return restored ? "" : restored.error().detail;
}

TEST_F(RestoreTest, rows_that_contradict_each_other_are_an_error_that_names_the_contact) {
  const DeskSnapshot rows = store.rows(world.state);
  const std::string axes =
      "the rows contradict each other: assignment and conversation of contact ";
  EXPECT_EQ(broken(rows, queued, [](Contact& row) { row.owner = kAki; }), axes + "505");
  EXPECT_EQ(broken(rows, opened, [](Contact& row) { row.owner = {}; }), axes + "501");
  EXPECT_EQ(broken(rows, offered, [](Contact& row) { row.assignment = Assignment::kNone; }),
            axes + "502");
  EXPECT_EQ(broken(rows, ended, [](Contact& row) { row.end_reason.reset(); }), axes + "503");
  EXPECT_EQ(broken(rows, snoozed, [](Contact& row) { row.assignment = Assignment::kOffered; }),
            axes + "504");
  EXPECT_EQ(broken(rows, queued, [](Contact& row) { row.queue = kVault; }),
            "the rows contradict each other: queue of contact 505");
  EXPECT_NE(broken(rows, queued, [](Contact& row) { row.thread = ThreadId(1); }), "");
}

TEST_F(RestoreTest, a_queue_of_an_unknown_service_is_an_error) {
  DeskSnapshot rows = store.rows(world.state);
  rows.queues.push_back({QueueId(99), ServiceId(9)});
  EXPECT_FALSE(restore(rows, world.now));
}

}  // namespace
}  // namespace madoguchi::desk
