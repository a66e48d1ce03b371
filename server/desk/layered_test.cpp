#include "desk/layered.h"

#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace madoguchi::desk {
namespace {

using Map = LayeredMap<int, std::string>;
using Set = LayeredSet<int>;

std::map<int, std::string> all_of(const Map& map) {
  std::map<int, std::string> all;
  map.for_each([&](int key, const std::string& value) { all.emplace(key, value); });
  return all;
}

std::vector<int> all_of(const Set& keys) {
  std::vector<int> all;
  for (const int* key = keys.first_from(-1'000); key != nullptr; key = keys.first_after(*key)) {
    all.push_back(*key);
  }
  return all;
}

TEST(LayeredMap, shows_what_is_below_and_keeps_changes_on_top) {
  Map below;
  below.put(1, "one");
  below.put(2, "two");
  Map layer(&below);
  *layer.edit(1) += "!";
  layer.erase(2);
  layer.put(3, "three");
  EXPECT_EQ(all_of(layer), (std::map<int, std::string>{{1, "one!"}, {3, "three"}}));
  EXPECT_EQ(layer.find(2), nullptr);
  EXPECT_EQ(layer.edit(2), nullptr);
  EXPECT_EQ(all_of(below), (std::map<int, std::string>{{1, "one"}, {2, "two"}}));
}

TEST(LayeredMap, erased_keys_can_come_back) {
  Map below;
  below.put(1, "one");
  Map layer(&below);
  layer.erase(1);
  EXPECT_EQ(layer.edit_or_make(1), "");
  layer.erase(1);
  EXPECT_EQ(layer.find(1), nullptr);
}

TEST(LayeredMap, tells_what_was_written_on_the_layer) {
  Map below;
  below.put(1, "one");
  below.put(2, "two");
  Map layer(&below);
  *layer.edit(2) = "2";
  layer.erase(1);
  std::vector<int> own;
  layer.for_each_own([&](int key, const std::string&) { own.push_back(key); });
  EXPECT_EQ(own, std::vector{2});
}

TEST(LayeredSet, reads_in_order_through_both_layers) {
  Set below;
  for (const int key : {1, 3, 5, 7}) below.insert(key);
  Set layer(&below);
  layer.erase(3);
  layer.erase(5);
  layer.insert(4);
  layer.insert(9);
  EXPECT_EQ(all_of(layer), (std::vector{1, 4, 7, 9}));
  EXPECT_EQ(all_of(below), (std::vector{1, 3, 5, 7}));
  EXPECT_EQ(*layer.first_from(4), 4);
  EXPECT_EQ(*layer.first_after(4), 7);
  EXPECT_EQ(layer.first_after(9), nullptr);
}

TEST(LayeredSet, what_is_put_back_is_no_change) {
  Set below;
  below.insert(1);
  Set layer(&below);
  layer.erase(1);
  layer.insert(1);
  layer.insert(2);
  layer.erase(2);
  EXPECT_TRUE(layer.added().empty());
  EXPECT_TRUE(layer.removed().empty());
}

TEST(LayeredSet, behaves_like_a_set_whatever_is_done_to_it) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Set below;
    std::set<int> expected;
    const auto draw = [&] { return static_cast<int>(random() % 20); };
    for (int i = 0; i < 10; ++i) {
      if (const int key = draw(); expected.insert(key).second) below.insert(key);
    }
    Set layer(&below);
    for (int i = 0; i < 30; ++i) {
      const int key = draw();
      if (expected.erase(key) == 1) {
        layer.erase(key);
      } else {
        expected.insert(key);
        layer.insert(key);
      }
      ASSERT_EQ(all_of(layer), std::vector<int>(expected.begin(), expected.end()));
    }
  }
}

}  // namespace
}  // namespace madoguchi::desk
