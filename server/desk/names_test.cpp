#include "desk/names.h"

#include <set>

#include <gtest/gtest.h>

namespace madoguchi::desk {
namespace {

/// Every value up to `last` has a name of its own, which reads back; the first and the last are
/// these.
template <class Enum>
void expect_names(Enum last, std::string_view first_name, std::string_view last_name) {
  std::set<std::string_view> names;
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    const std::string_view name = name_of(static_cast<Enum>(value));
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(from_name<Enum>(name), static_cast<Enum>(value)) << name;
  }
  EXPECT_EQ(name_of(Enum{}), first_name);
  EXPECT_EQ(name_of(last), last_name);
  EXPECT_EQ(from_name<Enum>("nothing"), std::nullopt);
}

TEST(Names, read_back_what_they_write) {
  expect_names(Channel::kCall, "webChat", "call");
  expect_names(Direction::kOutbound, "inbound", "outbound");
  expect_names(ChosenState::kBreak, "offline", "break");
  expect_names(StateCause::kNotAnswering, "chosen", "notAnswering");
  expect_names(Assignment::kOwned, "none", "owned");
  expect_names(Conversation::kEnded, "new", "ended");
  expect_names(EndReason::kTrunkDown, "operatorEnded", "trunkDown");
  expect_names(MessageKind::kNote, "customer", "note");
  expect_names(LineKind::kAnswered, "started", "answered");
  expect_names(Hindrance::kWrapUp, "", "wrapUp");
}

TEST(Names, stand_at_the_right_values) {
  EXPECT_EQ(name_of(ChosenState::kReady), "ready");
  EXPECT_EQ(name_of(Assignment::kOffered), "offered");
  EXPECT_EQ(name_of(Conversation::kSnoozed), "snoozed");
  EXPECT_EQ(name_of(EndReason::kCustomerEnded), "customerEnded");
  EXPECT_EQ(name_of(EndReason::kNoOperator), "noOperator");
  EXPECT_EQ(name_of(LineKind::kReturned), "returned");
  EXPECT_EQ(name_of(LineKind::kSilenceWarning), "silenceWarning");
  EXPECT_EQ(name_of(Hindrance::kDoNotDisturb), "doNotDisturb");
}

}  // namespace
}  // namespace madoguchi::desk
