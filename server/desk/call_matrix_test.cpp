#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "desk/desk_testing.h"
#include "desk/names.h"

namespace madoguchi::desk {
namespace {

// Every state of a call against everything that can happen to it. The operator is Aki; Ben is
// there but on a break. "ringing", "talking" and so on are Aki's; a cell says what becomes of the
// call, or the refusal; "=" is: nothing happens to it.
constexpr std::string_view kTable = R"(
happening      | queued           | ringing          | talking          | held             | cut              | dialing          | ended
start again    | alreadyExists    | alreadyExists    | alreadyExists    | alreadyExists    | alreadyExists    | alreadyExists    | alreadyExists
dial again     | alreadyExists    | alreadyExists    | alreadyExists    | alreadyExists    | alreadyExists    | alreadyExists    | alreadyExists
dial another   | conflict notReady | conflict inCall  | conflict inCall  | conflict inCall  | conflict inCall  | conflict inCall  | conflict notReady
rings there    | =                | =                | =                | =                | =                | dialing          | =
they answer    | conflict inbound | conflict inbound | conflict inbound | conflict inbound | conflict inbound | cut              | conflict ended
busy           | busy             | busy             | busy             | busy             | busy             | busy             | =
caller leaves  | userLeft         | userLeft         | customerEnded    | customerEnded    | customerEnded    | customerEnded    | =
media lost     | mediaLost        | mediaLost        | mediaLost        | mediaLost        | mediaLost        | mediaLost        | =
unacknowledged | signallingLost   | signallingLost   | signallingLost   | signallingLost   | signallingLost   | signallingLost   | =
program ended  | interrupted      | interrupted      | interrupted      | interrupted      | interrupted      | interrupted      | =
accept         | conflict owner   | cut              | conflict answered | conflict answered | conflict answered | conflict answered| conflict ended
other accepts  | conflict owner   | conflict owner   | conflict owner   | conflict owner   | conflict owner   | conflict owner   | conflict ended
decline        | conflict owner   | queued           | conflict answered | conflict answered | conflict answered | conflict answered| conflict ended
hold           | conflict owner   | conflict ringing | held             | =                | cut              | conflict dialing | conflict ended
resume         | conflict owner   | conflict ringing | =                | talking          | =                | conflict dialing | conflict ended
audio comes    | =                | =                | =                | =                | talking          | dialing          | =
audio goes     | =                | =                | cut              | cut              | =                | =                | =
keep           | cut              | cut              | =                | =                | =                | cut              | conflict ended
other keeps    | cut              | cut              | cut              | cut              | cut              | cut              | conflict ended
end            | conflict owner   | conflict ringing | operatorEnded    | operatorEnded    | operatorEnded    | operatorEnded    | =
other ends     | conflict owner   | conflict owner   | conflict owner   | conflict owner   | conflict owner   | conflict owner   | =
end as chat    | conflict channel | conflict channel | conflict channel | conflict channel | conflict channel | conflict channel | conflict channel
take           | conflict channel | =                | =                | =                | =                | =                | conflict ended
open           | =                | =                | =                | =                | =                | =                | =
reply          | conflict channel | conflict channel | conflict channel | conflict channel | conflict channel | conflict channel | conflict ended
note           | queued           | ringing          | talking          | held             | cut              | dialing          | conflict ended
snooze         | conflict owner   | conflict channel | conflict channel | conflict channel | conflict channel | conflict channel | conflict ended
hand over      | conflict owner   | conflict channel | conflict channel | conflict channel | conflict channel | conflict channel | conflict ended
break          | =                | queued           | =                | =                | =                | =                | =
disturb not    | =                | queued           | =                | =                | =                | =                | =
phone off      | =                | queued           | =                | =                | =                | =                | =
chat off       | =                | =                | =                | =                | =                | =                | =
phone gone     | =                | =                | =                | =                | =                | =                | =
console gone   | =                | =                | =                | =                | =                | =                | =
right lost     | =                | queued           | queued           | queued           | queued           | operatorLost     | =
operator gone  | =                | queued           | queued           | queued           | queued           | operatorLost     | =
queue removed  | conflict         | conflict         | conflict         | conflict         | conflict         | conflict         | =
queue moved    | queued           | ringing          | talking          | held             | cut              | dialing          | =
ring time      | =                | queued           | =                | =                | queued           | operatorLost     | =
return time    | =                | =                | =                | =                | queued           | operatorLost     | =
longest wait   | noOperator       | ringTimeout      | =                | =                | operatorLost     | operatorLost     | =
forgetting     | forgotten        | forgotten        | =                | =                | forgotten        | forgotten        | forgotten
)";

constexpr ContactId kCall{500};

std::string look(const World& world) {
  const Contact* contact = world.state.contacts.find(kCall);
  if (contact == nullptr) return "forgotten";
  if (contact->end_reason) return std::string(name_of(*contact->end_reason));
  if (is_queued(*contact)) return "queued";
  if (is_ringing(*contact)) return "ringing";
  if (is_dialing(*contact)) return "dialing";
  if (contact->call->leg_missing_since) return "cut";
  return contact->call->held_since ? "held" : "talking";
}

DialCall dialed(ContactId call) {
  return {kShop,
          call,
          ThreadId(call.value()),
          CustomerId(7),
          kFront,
          kAki,
          {"", "", "", "", Direction::kOutbound}};
}

World world_in(const std::string& state) {
  World world;
  world.enter_phone(kAki);
  world.enter_phone(kBen);
  world.expect(ChooseState{kBen, ChosenState::kBreak});
  if (state == "queued") world.expect(ChooseState{kAki, ChosenState::kBreak});
  if (state == "dialing") {
    world.expect(dialed(kCall));
    return world;
  }
  world.expect(StartCall{kShop, kCall, ThreadId(7), CustomerId(7), kFront, 0, {}});
  if (state == "queued" || state == "ringing") return world;
  world.expect(AcceptCall{kShop, kCall, kAki});
  if (state == "cut") return world;
  world.expect(SetOperatorLeg{kShop, kCall, true});
  if (state == "held") world.expect(HoldCall{kShop, kCall, kAki, true});
  if (state == "ended") world.expect(EndAsOperator{kShop, kCall, kAki});
  return world;
}

WriteAsOperator written(MessageKind kind) { return {kShop, kCall, kAki, kind, {{}, {"a", {}}}}; }

EndCall ended(EndReason reason) { return {kShop, kCall, reason}; }

const std::map<std::string, Command>& commands() {
  static const std::map<std::string, Command> all{
      {"start again", StartCall{kShop, kCall, ThreadId(8), CustomerId(7), kFront, 0, {}}},
      {"dial again", dialed(kCall)},
      {"dial another", dialed(ContactId(501))},
      {"rings there", SetRingsThere{kShop, kCall}},
      {"they answer", SetDialAnswered{kShop, kCall}},
      {"busy", ended(EndReason::kBusy)},
      {"caller leaves", ended(EndReason::kCallerLeft)},
      {"media lost", ended(EndReason::kMediaLost)},
      {"unacknowledged", ended(EndReason::kSignallingLost)},
      {"program ended", ended(EndReason::kInterrupted)},
      {"accept", AcceptCall{kShop, kCall, kAki}},
      {"other accepts", AcceptCall{kShop, kCall, kBen}},
      {"decline", DeclineCall{kShop, kCall, kAki}},
      {"hold", HoldCall{kShop, kCall, kAki, true}},
      {"resume", HoldCall{kShop, kCall, kAki, false}},
      {"audio comes", SetOperatorLeg{kShop, kCall, true}},
      {"audio goes", SetOperatorLeg{kShop, kCall, false}},
      {"keep", KeepCall{kShop, kCall, kAki}},
      {"other keeps", KeepCall{kShop, kCall, kBen}},
      {"end", EndAsOperator{kShop, kCall, kAki}},
      {"other ends", EndAsOperator{kShop, kCall, kBen}},
      {"end as chat", EndAsCustomer{kShop, kCall}},
      {"take", TakeContact{kShop, kCall, kAki}},
      {"open", OpenContact{kShop, kCall, kAki}},
      {"reply", written(MessageKind::kReply)},
      {"note", written(MessageKind::kNote)},
      {"snooze", SnoozeContact{kShop, kCall, kAki, {}}},
      {"hand over", HandOver{kShop, kCall, kAki, {}, kBack, {}}},
      {"break", ChooseState{kAki, ChosenState::kBreak}},
      {"disturb not", SetSwitches{kAki, {}, true, {}}},
      {"phone off", SetSwitches{kAki, {}, {}, false}},
      {"chat off", SetSwitches{kAki, false, {}, {}}},
      {"phone gone", DisconnectPhone{kAki}},
      {"console gone", DisconnectOperator{kAki}},
      {"right lost", SetOperator{{kAki, {{kShop, true, false}}, {kFront}, 3}}},
      {"operator gone", RemoveOperator{kAki}},
      {"queue removed", RemoveQueue{kFront, {}}},
      {"queue moved", RemoveQueue{kFront, kBack}},
  };
  return all;
}

const std::map<std::string, base::Milliseconds>& times() {
  static const std::map<std::string, base::Milliseconds> all{{"ring time", base::Seconds(20)},
                                                             {"return time", base::Seconds(15)},
                                                             {"longest wait", base::Seconds(315)},
                                                             {"forgetting", base::Minutes(20)}};
  return all;
}

/// Nobody may take it meanwhile: a call that comes back would ring at Aki again.
void keep_away(World& world) {
  for (const OperatorId id : {kAki, kBen}) {
    if (world.who(id).call) continue;
    world.expect(ChooseState{id, ChosenState::kBreak});
  }
}

bool touches_call(const std::vector<Event>& events) {
  return std::ranges::any_of(events, [](const Event& event) {
    return contact_of(event) == kCall && !std::holds_alternative<ContactForgotten>(event) &&
           !std::holds_alternative<RestEnded>(event);
  });
}

std::string outcome(const std::string& state, const std::string& happening) {
  World world = world_in(state);
  keep_away(world);
  const std::string before = look(world);
  if (const auto time = times().find(happening); time != times().end()) {
    world.expect(SetSwitches{kAki, {}, {}, true});
    // What comes back shall not ring again.
    for (base::Milliseconds passed{0}; passed < time->second; passed += base::Seconds(1)) {
      world.pass(base::Seconds(1));
      keep_away(world);
    }
    return look(world) == before ? "=" : look(world);
  }
  const Decision decision = world.run(commands().at(happening));
  if (decision.refused) return refusal_of(decision);
  return touches_call(decision.events) ? look(world) : "=";
}

TEST(CallMatrix, every_state_meets_every_happening_as_the_table_says) {
  const Table table(kTable);
  std::size_t cells = 0;
  for (const auto& row : table.rows) {
    ASSERT_EQ(row.size(), table.columns.size() + 1) << row.front();
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      SCOPED_TRACE(table.columns[column] + " meets " + row.front());
      EXPECT_EQ(outcome(table.columns[column], row.front()), row[column + 1]);
      ++cells;
    }
  }
  EXPECT_EQ(cells, (commands().size() + times().size()) * table.columns.size())
      << "a happening has no row";
}

}  // namespace
}  // namespace madoguchi::desk
