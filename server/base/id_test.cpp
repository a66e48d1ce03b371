#include "base/id.h"

#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/id_source.h"
#include "fakes/fake_clock.h"

namespace madoguchi::base {
namespace {

TEST(IdText, reads_what_it_writes) {
  EXPECT_EQ(id_from_string(id_to_string(9'223'372'036'854'775'807)), 9'223'372'036'854'775'807);
}

TEST(IdText, refuses_everything_that_is_not_a_plain_positive_number) {
  for (const char* text : {"", "0", "01", "-1", "+1", " 1", "1 ", "1.0", "0x1", "１",
                           "9223372036854775808", "99999999999999999999"}) {
    EXPECT_FALSE(id_from_string(text)) << text;
  }
}

TEST(IdSource, increases_though_the_clock_steps_back) {
  fakes::FakeClock clock;
  IdSource ids(clock);
  const auto first = ids.next<ContactId>();
  clock.advance(Seconds(-60));
  EXPECT_GT(ids.next<ContactId>(), first);
}

TEST(IdSource, continues_after_an_id_from_before_a_restart) {
  fakes::FakeClock clock;
  const auto newest = IdSource(clock, 5).next<ContactId>();
  clock.advance(Minutes(-5));
  IdSource ids(clock);
  ids.continue_after(newest.value());
  EXPECT_GT(ids.next<ContactId>(), newest);
  clock.advance(Minutes(10));
  const auto later = ids.next<ContactId>();
  ids.continue_after(newest.value());
  EXPECT_GT(ids.next<ContactId>(), later);
}

TEST(IdSource, never_gives_one_id_twice_to_two_threads) {
  fakes::FakeClock clock;
  IdSource ids(clock, 3);
  std::vector<std::vector<std::int64_t>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : made) {
      threads.emplace_back([&ids, &mine] {
        for (int i = 0; i < 10'000; ++i) mine.push_back(ids.next<MessageId>().value());
      });
    }
  }
  std::set<std::int64_t> all;
  for (const auto& mine : made) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 40'000u);
}

}  // namespace
}  // namespace madoguchi::base
