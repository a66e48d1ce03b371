#include "desk/operator_state.h"

#include <gtest/gtest.h>

#include "desk/desk_testing.h"
#include "desk/names.h"

namespace madoguchi::desk {
namespace {

constexpr WorkReasonId kTraining{71};
constexpr WorkReasonId kMeeting{72};

// The state an operator is in against what they choose [S1, S4]: the change that is recorded, "="
// for none.
constexpr std::string_view kChoices = R"(
         | offline          | ready          | work              | break             | training          | meeting           | ready+reason
offline  | =                | offline ready  | offline work      | offline break     | offline work 71   | offline work 72   | invalidInput workReasonId
ready    | ready offline    | =              | ready work        | ready break       | ready work 71     | ready work 72     | invalidInput workReasonId
work     | work offline     | work ready     | =                 | work break        | work work 71      | work work 72      | invalidInput workReasonId
break    | break offline    | break ready    | break work        | =                 | break work 71     | break work 72     | invalidInput workReasonId
training | work offline     | work ready     | work work         | work break        | =                 | work work 72      | invalidInput workReasonId
)";

ChooseState choice(const std::string& name) {
  if (name == "training") return {kAki, ChosenState::kWork, kTraining};
  if (name == "meeting") return {kAki, ChosenState::kWork, kMeeting};
  if (name == "ready+reason") return {kAki, ChosenState::kReady, kMeeting};
  return {kAki, *from_name<ChosenState>(name)};
}

std::string change_of(const Decision& decision) {
  if (decision.refused) return refusal_of(decision);
  if (decision.events.empty()) return "=";
  const auto changes = events_of<OperatorStateChanged>(decision.events);
  std::string text(name_of(changes.at(0).from));
  text += " " + std::string(name_of(changes.at(0).to));
  const WorkReasonId reason = changes.at(0).work_reason;
  return reason ? text + " " + to_string(reason) : text;
}

TEST(OperatorState, every_state_meets_every_choice_as_the_table_says) {
  const Table table(kChoices);
  for (const auto& row : table.rows) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      World world;
      world.expect(SetOperator{{kAki, {{kShop, true}}, {kFront}, 2}});
      world.expect(choice(row.front()));
      EXPECT_EQ(change_of(world.run(choice(table.columns[column]))), row[column + 1])
          << row.front() << " meets " << table.columns[column];
    }
  }
}

// Why an operator gets no chat, for each chosen state with every combination of console, chat
// switch and do-not-disturb.
constexpr std::string_view kHindrances = R"(
         | no console | no console, chat | no console, dnd | no console, chat, dnd | console  | console, chat | console, dnd | console, chat, dnd
offline  | offline    | offline          | offline         | offline               | offline  | offline       | offline      | offline
ready    | offline    | offline          | offline         | offline               | chatOff  | able          | chatOff      | doNotDisturb
work     | offline    | offline          | offline         | offline               | notReady | notReady      | notReady     | notReady
break    | offline    | offline          | offline         | offline               | notReady | notReady      | notReady     | notReady
)";

std::string hindrance_name(Hindrance hindrance) {
  return hindrance == Hindrance::kNone ? "able" : std::string(name_of(hindrance));
}

bool has_word(const std::string& text, const std::string& word) {
  return text.find(word) != std::string::npos;
}

TEST(OperatorState, a_chat_comes_only_without_any_hindrance) {
  const Table table(kHindrances);
  for (const auto& row : table.rows) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const std::string& kind = table.columns[column];
      World world;
      world.expect(SetOperator{{kAki, {{kShop, true}}, {kFront}, 2}});
      world.expect(choice(row.front()));
      world.expect(SetSwitches{kAki, has_word(kind, "chat"), has_word(kind, "dnd")});
      if (!has_word(kind, "no console")) world.expect(ConnectOperator{kAki});
      SCOPED_TRACE(row.front() + " with " + kind);
      EXPECT_EQ(hindrance_name(chat_hindrance(world.who(kAki), kShop)), row[column + 1]);
      EXPECT_EQ(world.assignment(world.write(1)),
                row[column + 1] == "able" ? "offered 101" : "queued");
    }
  }
}

TEST(OperatorState, the_right_and_the_capacity_hinder_first_and_last) {
  World world;
  world.enter(kAki, 1);
  EXPECT_EQ(chat_hindrance(world.who(kAki), kBank), Hindrance::kNoRight);
  world.write(1);
  EXPECT_EQ(chat_hindrance(world.who(kAki), kShop), Hindrance::kFull);
  EXPECT_EQ(take_hindrance(world.who(kAki), kShop), Hindrance::kFull);
}

TEST(OperatorState, work_break_and_disturbance_do_not_hinder_what_the_operator_asks_for) {
  World world;
  world.enter(kAki, 1);
  world.expect(SetSwitches{kAki, {}, true});
  for (const ChosenState state : {ChosenState::kWork, ChosenState::kBreak, ChosenState::kReady}) {
    world.expect(ChooseState{kAki, state});
    EXPECT_EQ(take_hindrance(world.who(kAki), kShop), Hindrance::kNone);
  }
  world.expect(SetSwitches{kAki, false, {}});
  EXPECT_EQ(take_hindrance(world.who(kAki), kShop), Hindrance::kChatOff);
  world.expect(ChooseState{kAki, ChosenState::kOffline});
  EXPECT_EQ(take_hindrance(world.who(kAki), kShop), Hindrance::kOffline);
}

TEST(OperatorState, each_change_carries_time_and_cause) {
  World world;
  world.enter(kAki);
  world.pass(base::Minutes(5));
  const Decision decision =
      world.expect(ChooseState{kAki, ChosenState::kOffline, {}, StateCause::kChanged});
  const auto changes = events_of<OperatorStateChanged>(decision.events);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].cause, StateCause::kChanged);
  EXPECT_EQ(changes[0].at, world.now);
  EXPECT_EQ(world.who(kAki).state_since, world.now);
}

TEST(OperatorState, what_changes_nothing_is_no_event) {
  World world;
  world.enter(kAki);
  for (const Command& command :
       {Command(SetSwitches{kAki, true, false}), Command(SetSwitches{kAki, {}, {}}),
        Command(ConnectOperator{kAki}), Command(ChooseState{kAki, ChosenState::kReady})}) {
    EXPECT_TRUE(world.expect(command).events.empty()) << describe(command);
  }
  world.expect(DisconnectOperator{kAki});
  EXPECT_TRUE(world.expect(DisconnectOperator{kAki}).events.empty());
}

TEST(OperatorState, the_service_is_online_while_one_operator_is) {
  World world;
  EXPECT_FALSE(is_service_online(world.state, kShop));
  world.enter(kAki);
  EXPECT_TRUE(is_service_online(world.state, kShop));
  world.enter(kBen);
  EXPECT_TRUE(effects_of<ServiceOnlineChanged>(world.expect(DisconnectOperator{kAki})).empty());
  const auto changes = effects_of<ServiceOnlineChanged>(world.expect(SetSwitches{kBen, false, {}}));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].service, kShop);
  EXPECT_FALSE(changes[0].is_online);
}

TEST(OperatorState, a_break_leaves_the_service_online) {
  World world;
  world.enter(kAki);
  world.expect(ChooseState{kAki, ChosenState::kBreak});
  EXPECT_TRUE(is_service_online(world.state, kShop));
}

TEST(OperatorState, of_unknown_operators_is_not_found) {
  World world;
  for (const Command& command :
       {Command(ChooseState{kAki, ChosenState::kReady}), Command(SetSwitches{kAki, true, {}}),
        Command(ConnectOperator{kAki}), Command(DisconnectOperator{kAki})}) {
    EXPECT_EQ(world.refusal(command), "notFound") << describe(command);
  }
}

}  // namespace
}  // namespace madoguchi::desk
