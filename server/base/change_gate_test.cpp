#include "base/change_gate.h"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace madoguchi::base {
namespace {

TEST(ChangeGate, drops_what_is_older_than_what_was_told) {
  ChangeGate<int> gate;
  const auto first = gate.next_number();
  const auto second = gate.next_number();
  std::vector<int> told;
  gate.announce(1, second, [&] { told.push_back(2); });
  gate.announce(1, first, [&] { told.push_back(1); });
  gate.announce(2, first, [&] { told.push_back(3); });
  EXPECT_EQ(told, (std::vector<int>{2, 3}));
}

TEST(ChangeGate, ends_with_the_newest_whoever_is_faster) {
  ChangeGate<int> gate;
  std::uint64_t last = 0;
  {
    std::vector<std::jthread> threads;
    for (int n = 0; n < 4; ++n) {
      threads.emplace_back([&] {
        for (int change = 0; change < 1000; ++change) {
          const auto number = gate.next_number();
          gate.announce(1, number, [&] {
            EXPECT_LT(last, number);
            last = number;
          });
        }
      });
    }
  }
  EXPECT_EQ(last, 4000u);
}

}  // namespace
}  // namespace madoguchi::base
