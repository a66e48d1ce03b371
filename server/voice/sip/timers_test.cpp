#include "voice/sip/timers.h"

#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "voice/sip/re.h"

namespace madoguchi::voice {
namespace {

struct Named {
  struct tmr timer {};
  std::string name;
  std::string* told = nullptr;
};

void tell(void* argument) {
  auto* named = static_cast<Named*>(argument);
  *named->told += named->name;
}

/// Timers of no delay are due at once, so the tests need not wait.
class Timers : public ::testing::Test {
 protected:
  Named& start(const std::string& name, std::uint64_t delay) {
    auto named = std::make_unique<Named>();
    named->name = name;
    named->told = &told_;
    tmr_init(&named->timer);
    tmr_start(&named->timer, delay, tell, named.get());
    made_.push_back(std::move(named));
    return *made_.back();
  }
  ~Timers() override {
    for (const auto& named : made_) tmr_cancel(&named->timer);
    EXPECT_EQ(running_timers(), 0u);
  }

  std::string told_;
  std::vector<std::unique_ptr<Named>> made_;
};

TEST_F(Timers, the_library_is_the_one_they_were_written_for) {
  EXPECT_STREQ(sys_libre_version_get(), "1.1.0");
}

TEST_F(Timers, fire_in_the_order_of_their_time_and_then_of_their_start) {
  start("late ", 60'000);
  start("one ", 0);
  start("two ", 0);
  tmr_poll(nullptr);
  EXPECT_EQ(told_, "one two ");
  EXPECT_EQ(running_timers(), 1u);
}

TEST_F(Timers, a_timer_that_was_cancelled_or_fired_does_not_run) {
  Named& cancelled = start("cancelled ", 0);
  Named& fired = start("fired ", 0);
  tmr_cancel(&cancelled.timer);
  EXPECT_FALSE(tmr_isrunning(&cancelled.timer));
  tmr_poll(nullptr);
  tmr_poll(nullptr);
  EXPECT_EQ(told_, "fired ");
  EXPECT_FALSE(tmr_isrunning(&fired.timer));
  EXPECT_EQ(tmr_get_expire(&fired.timer), 0u);
}

TEST_F(Timers, starting_again_moves_a_timer) {
  Named& moved = start("moved ", 0);
  tmr_start(&moved.timer, 60'000, tell, &moved);
  tmr_poll(nullptr);
  EXPECT_EQ(told_, "");
  EXPECT_EQ(running_timers(), 1u);
  EXPECT_GT(tmr_get_expire(&moved.timer), 50'000u);
  EXPECT_GT(tmr_next_timeout(nullptr), 50'000u);
}

void restart(void* argument) {
  auto* named = static_cast<Named*>(argument);
  tell(named);
  tmr_start(&named->timer, 0, restart, named);
}

TEST_F(Timers, one_that_starts_itself_again_waits_for_the_next_round) {
  Named& own = start("", 0);
  own.name = "again ";
  tmr_start(&own.timer, 0, restart, &own);
  tmr_poll(nullptr);
  EXPECT_EQ(told_, "again ");
  tmr_poll(nullptr);
  EXPECT_EQ(told_, "again again ");
}

TEST_F(Timers, each_thread_has_its_own) {
  start("here ", 0);
  std::thread([] {
    tmr_poll(nullptr);
    EXPECT_EQ(running_timers(), 0u);
    EXPECT_EQ(tmr_next_timeout(nullptr), 0u);
  }).join();
  EXPECT_EQ(told_, "");
}

TEST_F(Timers, many_cost_no_more_than_their_number) {
  for (int i = 0; i < 20'000; ++i) start("", static_cast<std::uint64_t>(1'000 + i % 500));
  EXPECT_EQ(running_timers(), 20'000u);
  for (const auto& named : made_) tmr_cancel(&named->timer);
  EXPECT_EQ(running_timers(), 0u);
}

}  // namespace
}  // namespace madoguchi::voice
