#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "desk/desk_testing.h"

namespace madoguchi::desk {
namespace {

// Every state of a conversation [C7] against everything that can happen to it. The contact belongs
// to Aki, who has opened it (queued: to nobody, Aki is not ready); Ben is able. A cell says what
// becomes of the contact, conversation and then assignment, or the refusal. "=" is: nothing
// happens, no event. The next contact of the thread, where one begins, follows after "+".
constexpr std::string_view kTable = R"(
            | new              | waiting          | active           | snoozed          | queued           | ended
customer    | waiting owned    | waiting owned    | waiting owned    | waiting offered  | waiting queued   | ended none + waiting offered
reply       | active owned     | active owned     | active owned     | active owned     | active owned     | conflict ended
other reply | conflict owner   | conflict owner   | conflict owner   | conflict owner   | conflict chatOff | conflict ended
note        | new owned        | waiting owned    | active owned     | snoozed owned    | waiting queued   | conflict ended
other note  | new owned        | waiting owned    | active owned     | snoozed owned    | waiting queued   | conflict ended
open        | =                | =                | =                | =                | =                | =
take        | =                | =                | =                | =                | waiting owned    | conflict ended
other take  | conflict owner   | conflict owner   | conflict owner   | conflict owner   | conflict chatOff | conflict ended
snooze      | snoozed owned    | snoozed owned    | snoozed owned    | snoozed owned    | conflict owner   | conflict ended
snooze past | invalidInput until | invalidInput until | invalidInput until | invalidInput until | conflict owner | conflict ended
to operator | new offered      | waiting offered  | active offered   | active offered   | conflict owner   | conflict ended
to queue    | new offered      | waiting offered  | active offered   | active offered   | conflict owner   | conflict ended
end         | ended none       | ended none       | ended none       | ended none       | conflict owner   | =
other end   | conflict owner   | conflict owner   | conflict owner   | conflict owner   | conflict owner   | =
leave       | ended none       | ended none       | ended none       | ended none       | ended none       | =
read        | new owned        | waiting owned    | active owned     | snoozed owned    | =                | =
seen        | new owned        | waiting owned    | active owned     | snoozed owned    | waiting queued   | ended none
unanswered  | =                | waiting owned    | =                | =                | waiting queued   | =
silence     | =                | waiting owned    | ended none       | active offered   | waiting queued   | =
forgetting  | =                | waiting owned    | ended none       | ended none       | waiting queued   | forgotten
owner away  | new offered      | waiting offered  | active offered   | =                | waiting queued   | =
)";

constexpr ContactId kContact{500};
constexpr ThreadId kThread{7};

/// What "other take" and the like of a queued contact meet: Ben has the chat switch off there.
bool is_queued_column(const std::string& column) { return column == "queued"; }

/// Aki with a contact that nobody wrote in yet: through events, because a customer's contact begins
/// with a message.
void begin(World& world) {
  world.enter(kAki);
  world.now += base::Seconds(1);
  for (const Event& event :
       std::vector<Event>{ContactStarted{kContact, kShop, kThread, CustomerId(7), kFront,
                                         Channel::kWebChat, 0, 1, world.now},
                          LineAdded{kContact, 1, LineKind::kStarted, {}, {}, {}, world.now},
                          ContactQueued{kContact, kFront, QueueCause::kStarted, {}, 1, world.now},
                          ContactAssigned{kContact, kAki, {}, AssignCause::kQueue, world.now},
                          ContactOpened{kContact, kAki, world.now}}) {
    desk::apply(world.state, event);
  }
}

WriteAsCustomer customer_message(std::int64_t new_contact) {
  return {kShop, kThread, CustomerId(7), ContactId(new_contact), kFront, 0, {{}, {"help", {}}}};
}

void put_into(World& world, const std::string& state) {
  begin(world);
  if (state == "waiting" || state == "queued") world.expect(customer_message(0));
  if (state == "active" || state == "snoozed") world.reply(kContact, kAki);
  if (state == "snoozed") {
    world.expect(SnoozeContact{kShop, kContact, kAki, world.now + base::Minutes(4)});
  }
  if (state == "queued") {
    world.expect(ChooseState{kAki, ChosenState::kBreak});
    world.expect(HandOver{kShop, kContact, kAki, {}, kFront, {}});
  }
  if (state == "ended") world.expect(EndAsOperator{kShop, kContact, kAki});
  world.enter(kBen);
}

/// For a queued contact nobody is able: Ben came back from lunch with the chat switch off.
World world_in(const std::string& state) {
  World world;
  if (!is_queued_column(state)) {
    put_into(world, state);
    return world;
  }
  world.expect(SetOperator{{kBen, {{kShop, true}}, {}, 3}});
  world.expect(ConnectOperator{kBen});
  world.expect(ChooseState{kBen, ChosenState::kWork});
  begin(world);
  world.expect(customer_message(0));
  world.expect(ChooseState{kAki, ChosenState::kBreak});
  world.expect(HandOver{kShop, kContact, kAki, {}, kFront, {}});
  return world;
}

WriteAsOperator message_of(OperatorId by, MessageKind kind) {
  return {kShop, kContact, by, kind, {{}, {"text", {}}}};
}

using Outcome = std::string;  ///< the refusal, or ""
using Happening = std::function<Outcome(World&, std::vector<Event>&)>;

Happening command(const std::function<Command(World&)>& make) {
  return [make](World& world, std::vector<Event>& events) -> Outcome {
    const Decision decision = world.run(make(world));
    events = decision.events;
    return refusal_of(decision);
  };
}

Happening time(base::Milliseconds duration) {
  return [duration](World& world, std::vector<Event>& events) -> Outcome {
    events = world.pass(duration);
    return "";
  };
}

const std::map<std::string, Happening>& happenings() {
  static const std::map<std::string, Happening> all{
      {"customer", command([](World&) { return customer_message(501); })},
      {"reply", command([](World&) { return message_of(kAki, MessageKind::kReply); })},
      {"other reply", command([](World&) { return message_of(kBen, MessageKind::kReply); })},
      {"note", command([](World&) { return message_of(kAki, MessageKind::kNote); })},
      {"other note", command([](World&) { return message_of(kBen, MessageKind::kNote); })},
      {"open", command([](World&) {
         return OpenContact{kShop, kContact, kAki};
       })},
      {"take", command([](World&) {
         return TakeContact{kShop, kContact, kAki};
       })},
      {"other take", command([](World&) {
         return TakeContact{kShop, kContact, kBen};
       })},
      {"snooze", command([](World& world) {
         return SnoozeContact{kShop, kContact, kAki, world.now + base::Minutes(60)};
       })},
      {"snooze past", command([](World& world) {
         return SnoozeContact{kShop, kContact, kAki, world.now};
       })},
      {"to operator",
       command([](World&) { return HandOver{kShop, kContact, kAki, kBen, {}, {}}; })},
      {"to queue", command([](World&) { return HandOver{kShop, kContact, kAki, {}, kFront, {}}; })},
      {"end", command([](World&) {
         return EndAsOperator{kShop, kContact, kAki};
       })},
      {"other end", command([](World&) {
         return EndAsOperator{kShop, kContact, kBen};
       })},
      {"leave", command([](World&) {
         return EndAsCustomer{kShop, kContact};
       })},
      {"read", command([](World&) {
         return ReadAsOperator{kShop, kContact, kAki, 1};
       })},
      {"seen", command([](World&) {
         return ReadAsCustomer{kShop, kThread, kContact, 1};
       })},
      {"unanswered", time(base::Seconds(119))},
      {"silence", time(base::Minutes(5))},
      {"forgetting", time(base::Minutes(11))},
      {"owner away",
       [](World& world, std::vector<Event>& events) -> Outcome {
         world.expect(DisconnectOperator{kAki});
         events = world.pass(base::Seconds(60));
         return "";
       }},
  };
  return all;
}

std::string look(const World& world) {
  if (world.state.contacts.find(kContact) == nullptr) return "forgotten";
  const std::string assignment = world.assignment(kContact);
  std::string seen =
      world.conversation(kContact) + " " + assignment.substr(0, assignment.find(' '));
  if (world.state.contacts.find(ContactId(501)) == nullptr) return seen;
  const std::string next = world.assignment(ContactId(501));
  return seen + " + " + world.conversation(ContactId(501)) + " " + next.substr(0, next.find(' '));
}

std::string outcome(const std::string& state, const std::string& happening) {
  World world = world_in(state);
  std::vector<Event> events;
  Outcome refusal = happenings().at(happening)(world, events);
  if (!refusal.empty()) return refusal;
  return events.empty() ? "=" : look(world);
}

TEST(ConversationMatrix, every_state_meets_every_happening_as_the_table_says) {
  const Table table(kTable);
  int cells = 0;
  for (const auto& row : table.rows) {
    ASSERT_EQ(row.size(), table.columns.size() + 1) << row.front();
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      SCOPED_TRACE(table.columns[column] + " meets " + row.front());
      EXPECT_EQ(outcome(table.columns[column], row.front()), row[column + 1]);
      ++cells;
    }
  }
  EXPECT_EQ(cells, static_cast<int>(happenings().size()) * 6) << "a happening has no row";
}

}  // namespace
}  // namespace madoguchi::desk
