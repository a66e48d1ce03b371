#include "desk/contact.h"

#include <string>

#include <gtest/gtest.h>

namespace madoguchi::desk {
namespace {

std::string client_id(int number) { return "client-" + std::to_string(number); }

TEST(RecentMessages, knows_the_last_ones_with_their_numbers) {
  RecentMessages recent;
  const int last = static_cast<int>(RecentMessages::kKept) * 3;
  for (int number = 1; number <= last; ++number) recent.add(client_id(number), number);
  const int first_kept = last - static_cast<int>(RecentMessages::kKept) + 1;
  for (int number = first_kept; number <= last; ++number) {
    EXPECT_EQ(recent.find(client_id(number)), number);
  }
  EXPECT_EQ(recent.find(client_id(first_kept - 1)), std::nullopt);
}

TEST(RecentMessages, knows_nothing_of_messages_without_an_id) {
  RecentMessages recent;
  recent.add("", 1);
  EXPECT_EQ(recent.find(""), std::nullopt);
}

TEST(RecentMessages, tells_similar_ids_apart) {
  RecentMessages recent;
  recent.add("ab", 1);
  for (const char* other : {"ba", "a", "b", "abb", "Ab", "ab "}) {
    EXPECT_EQ(recent.find(other), std::nullopt) << other;
  }
}

}  // namespace
}  // namespace madoguchi::desk
