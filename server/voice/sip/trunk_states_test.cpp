#include "voice/sip/trunk_states.h"

#include <gtest/gtest.h>

#include "fakes/fake_clock.h"

namespace madoguchi::voice {
namespace {

Trunk trunk(const std::string& name, const char* host = "192.0.2.1") {
  Trunk made;
  made.name = name;
  made.hosts = {*NetAddress::parse(host)};
  return made;
}

class TrunkStatesTest : public ::testing::Test {
 protected:
  TrunkStatesTest() { states_.list({trunk("a"), trunk("b", "192.0.2.2")}); }
  [[nodiscard]] TrunkState state(std::size_t position = 0) const {
    return states_.snapshot().at(position);
  }

  fakes::FakeClock clock_;
  TrunkStates states_{clock_};
};

TEST_F(TrunkStatesTest, nothing_is_known_at_first) {
  EXPECT_EQ(state(0).name, "a");
  EXPECT_EQ(state(1).name, "b");
  EXPECT_EQ(state().health, TrunkHealth::kUnknown);
  EXPECT_FALSE(state().checked_at);
  EXPECT_FALSE(state().last_call_at);
}

TEST_F(TrunkStatesTest, since_is_the_begin_of_a_state_with_one_reason) {
  EXPECT_TRUE(states_.note("a", {}));
  const base::Time up = state().since;
  clock_.advance(base::Seconds(30));
  EXPECT_FALSE(states_.note("a", {}));
  EXPECT_EQ(state().since, up);
  EXPECT_EQ(state().checked_at, clock_.now());

  EXPECT_TRUE(states_.note("a", {TrunkFault::kNoAnswer, 0}));
  const base::Time silent = state().since;
  EXPECT_EQ(silent, clock_.now());
  clock_.advance(base::Seconds(30));
  EXPECT_FALSE(states_.note("a", {TrunkFault::kNoAnswer, 0}));
  EXPECT_EQ(state().since, silent);
  EXPECT_FALSE(states_.note("a", {TrunkFault::kRefused, 503})) << "down as before";
  EXPECT_EQ(state().since, clock_.now());
  EXPECT_EQ(state().answer, (TrunkAnswer{TrunkFault::kRefused, 503}));
  EXPECT_EQ(state(1).health, TrunkHealth::kUnknown);
}

TEST_F(TrunkStatesTest, other_answers_of_a_trunk_that_is_up_change_nothing) {
  states_.note("a", {TrunkFault::kNone, 200});
  const base::Time up = state().since;
  clock_.advance(base::Seconds(30));
  states_.note("a", {TrunkFault::kNone, 405});
  EXPECT_EQ(state().since, up);
  EXPECT_EQ(state().answer.status, 405);
}

TEST_F(TrunkStatesTest, counts_the_calls_that_live) {
  {
    TrunkCall call = states_.begin_call("a");
    const TrunkCall other = states_.begin_call("a");
    EXPECT_EQ(state().calls, 2);
    call = {};
    EXPECT_EQ(state().calls, 1);
    const TrunkCall moved = std::move(call);
    EXPECT_EQ(state().calls, 1);
  }
  EXPECT_EQ(state().calls, 0);
  EXPECT_EQ(state().last_call_at, clock_.now());
  EXPECT_EQ(state(1).calls, 0);
  const TrunkCall nowhere = states_.begin_call("c");
  EXPECT_FALSE(states_.calls_of("c"));
}

TEST_F(TrunkStatesTest, what_stays_is_kept_and_what_changes_begins_anew) {
  states_.note("a", {});
  states_.note("b", {});
  const TrunkCall on_a = states_.begin_call("a");
  const TrunkCall on_b = states_.begin_call("b");
  Trunk changed = trunk("b", "192.0.2.2");
  changed.is_tcp = true;
  states_.list({changed, trunk("a")});
  EXPECT_EQ(state(0).health, TrunkHealth::kUnknown);
  EXPECT_EQ(state(0).calls, 1) << "the same peer";
  EXPECT_EQ(state(1).health, TrunkHealth::kUp);
  EXPECT_EQ(state(1).calls, 1);
  states_.list({trunk("b", "192.0.2.9")});
  EXPECT_EQ(state(0).calls, 0) << "another peer";
  EXPECT_TRUE(state(0).last_call_at);
  EXPECT_FALSE(states_.note("a", {})) << "gone";
}

TEST(CheckTrunk, needs_a_host_and_a_user_to_register_with) {
  Trunk registering = trunk("a");
  registering.registers = true;
  EXPECT_FALSE(check_trunk(registering));
  registering.user = "line1";
  EXPECT_TRUE(check_trunk(registering));
  registering.hosts.clear();
  EXPECT_FALSE(check_trunk(registering));
}

}  // namespace
}  // namespace madoguchi::voice
