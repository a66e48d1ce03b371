#include <gtest/gtest.h>

#include "desk/desk_testing.h"
#include "desk/invariants_testing.h"

namespace madoguchi::desk {
namespace {

// A check that cannot fail proves nothing: each invariant finds the state that breaks it.

/// Aki has two chats, opened and offered; a third customer waits; a fourth chat ended; a fifth is
/// snoozed.
struct InvariantsTest : testing::Test {
  InvariantsTest() {
    world.enter(kAki, 3);
    opened = world.write(1);
    world.open(opened, kAki);
    ended = world.write(4);
    world.expect(EndAsCustomer{kShop, ended});
    snoozed = world.write(5);
    world.expect(SnoozeContact{kShop, snoozed, kAki, {}});
    offered = world.write(2);
    world.expect(SetSwitches{kAki, {}, true});
    queued = world.write(3);
  }

  Contact& edit(ContactId id) { return *world.state.contacts.edit(id); }
  Operator& aki() { return *world.state.operators.edit(kAki); }

  /// The sentence is among what is wrong.
  void expect_found(const std::string& sentence) {
    for (const std::string& problem : check_invariants(world.state)) {
      if (problem.starts_with(sentence)) return;
    }
    ADD_FAILURE() << "not found: " << sentence;
  }

  World world;
  ContactId opened, offered, queued, ended, snoozed;
};

TEST_F(InvariantsTest, a_contact_without_owner_or_queue) {
  edit(opened).assignment = Assignment::kNone;
  expect_found("a contact that is not ended has an owner or a queue");
}

TEST_F(InvariantsTest, a_contact_with_both) {
  edit(queued).owner = kAki;
  expect_found("a contact has either an owner or a queue");
}

TEST_F(InvariantsTest, a_queued_contact_that_stands_in_no_line) {
  world.state.waiting.erase(*world.state.waiting.added().begin());
  expect_found("every queued contact stands in one line");
}

TEST_F(InvariantsTest, a_contact_that_stands_in_a_line_twice) {
  world.state.waiting.insert({{kBack, Medium::kChat}, 0, 1, queued});
  expect_found("a place in a line is its contact's");
}

TEST_F(InvariantsTest, a_deadline_that_is_not_in_the_index) {
  world.state.due.erase({*edit(offered).due, offered});
  expect_found("a deadline is in the index");
}

TEST_F(InvariantsTest, a_deadline_that_is_not_what_it_should_be) {
  edit(offered).assigned_at -= base::Seconds(30);
  expect_found("a contact knows its next deadline");
}

TEST_F(InvariantsTest, a_deadline_of_nobody) {
  world.state.due.insert({world.now, ContactId(9)});
  expect_found("every deadline is in the index once");
}

TEST_F(InvariantsTest, an_offer_without_a_deadline) {
  world.state.services.erase(kShop);
  expect_found("an offer has a deadline");
}

TEST_F(InvariantsTest, an_end_without_a_reason) {
  edit(ended).end_reason.reset();
  expect_found("an ended contact has a reason");
}

TEST_F(InvariantsTest, an_ended_contact_that_is_still_somebodys) {
  edit(ended).owner = kAki;
  expect_found("an ended contact is nobody's");
}

TEST_F(InvariantsTest, a_reason_without_an_end) {
  edit(opened).end_reason = EndReason::kCustomerEnded;
  expect_found("only an ended contact has a reason");
}

TEST_F(InvariantsTest, an_owner_who_does_not_know) {
  aki().contacts.clear();
  expect_found("an owned contact is in its owner's list once");
}

TEST_F(InvariantsTest, an_owner_who_is_unknown_or_without_right) {
  edit(opened).owner = kCho;
  expect_found("an owned contact has a known owner");
  edit(opened).owner = kAki;
  aki().profile = std::make_shared<const OperatorProfile>(OperatorProfile{kAki, {}, {}, 3});
  expect_found("an owner has the right");
}

TEST_F(InvariantsTest, a_snoozed_contact_that_is_not_owned) {
  edit(snoozed).assignment = Assignment::kOffered;
  expect_found("a snoozed contact is owned");
}

TEST_F(InvariantsTest, a_queue_of_another_service) {
  edit(queued).queue = kVault;
  expect_found("a contact has a queue of its service");
}

TEST_F(InvariantsTest, counters_that_are_wrong) {
  ++aki().open_chats;
  expect_found("open chats are counted right");
  ++world.state.counts.edit(kFront)->chats.waiting;
  expect_found("a queue's counters are right");
  ++world.state.online.edit_or_make(kBank);
  expect_found("a service's counter is right");
}

TEST_F(InvariantsTest, an_operator_over_the_limit) {
  aki().open_limit = 1;
  expect_found("no operator has more chats than allowed");
}

TEST_F(InvariantsTest, a_limit_above_the_capacity_for_no_reason) {
  aki().open_limit = 9;
  expect_found("more than the capacity is allowed only for chats from before");
}

TEST_F(InvariantsTest, an_able_operator_who_is_not_listed) {
  aki().do_not_disturb = false;
  expect_found("every able operator is listed in each queue");
}

TEST_F(InvariantsTest, an_operator_listed_with_the_wrong_idle_time) {
  world.enter(kBen);
  world.state.operators.edit(kBen)->idle_since = kMorning;
  expect_found("an able operator is listed as what they are");
}

TEST_F(InvariantsTest, somebody_who_waits_in_vain) {
  world.state.able.insert({{kFront, Medium::kChat}, kMorning, kAki});
  expect_found("no contact waits while an operator is able");
}

TEST_F(InvariantsTest, away_without_a_time) {
  aki().away_since = world.now;
  expect_found("away is known since when");
}

TEST_F(InvariantsTest, conversations_that_do_not_know_their_times) {
  edit(queued).waiting_since.reset();
  expect_found("a waiting contact knows since when");
  edit(offered).silent_since = world.now;
  expect_found("silence runs in an active chat only");
  edit(opened).conversation = Conversation::kActive;
  expect_found("nobody waits in an active contact");
  edit(offered).snoozed_until = world.now;
  expect_found("only a snoozed contact has a time to wake");
  edit(offered).read_by_customer = 99;
  expect_found("nobody has read more than was written");
}

TEST_F(InvariantsTest, calls_that_contradict_themselves) {
  edit(offered).call.emplace();
  expect_found("a call is a call");
  edit(offered).channel = Channel::kCall;
  expect_found("a call has parties");
  expect_found("an operator's call is theirs");
  edit(offered).call->held_since = world.now;
  expect_found("only a call in which somebody talks is held or lacks audio");
  edit(offered).assignment = Assignment::kOwned;
  expect_found("who talks has answered");
}

TEST_F(InvariantsTest, an_operator_with_a_call_too_many) {
  for (const ContactId id : {offered, opened}) {
    edit(id).channel = Channel::kCall;
    edit(id).call.emplace();
  }
  aki().call = offered;
  expect_found("no operator has two calls");
  expect_found("an operator knows their call");
  aki().wrap_up.emplace().until = world.now;
  expect_found("nobody wraps up beside a call");
  expect_found("every wrap-up with an end is in the index");
}

TEST_F(InvariantsTest, threads_that_point_to_the_wrong_contact) {
  world.state.threads.edit(ThreadId(1))->open = ended;
  expect_found("a thread knows its open contact");
  world.state.threads.edit(ThreadId(4))->last_ended = ContactId(9);
  expect_found("the last contact of a thread is remembered");
  world.state.threads.put(ThreadId(99), {});
  expect_found("a thread is kept for a contact");
}

TEST_F(InvariantsTest, what_events_touched_is_checked_too) {
  edit(queued).owner = kAki;
  ++aki().open_chats;
  EXPECT_TRUE(check_touched(world.state, {ContactForgotten{opened}}).empty());
  EXPECT_FALSE(check_touched(world.state, {ContactForgotten{queued}}).empty());
  EXPECT_FALSE(check_touched(world.state, {OperatorConnectionChanged{kAki, true, {}}}).empty());
}

}  // namespace
}  // namespace madoguchi::desk
