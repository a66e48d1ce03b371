#include "channels/web_call/web_caller.h"

#include <gtest/gtest.h>

namespace madoguchi::channels {
namespace {

TEST(CalledPage, is_the_address_without_what_only_browsers_need) {
  EXPECT_EQ(called_page("https://shop.example/items/3?color=red#top"), "shop.example/items/3");
  EXPECT_EQ(called_page("http://localhost:8081/"), "localhost:8081");
  EXPECT_EQ(called_page("shop.example#x"), "shop.example");
  EXPECT_EQ(called_page(""), "");
  EXPECT_EQ(called_page("://"), "");
}

TEST(CalledPage, is_cut_at_64_characters) {
  std::string address = "https://a.example/";
  for (int i = 0; i < 100; ++i) address += "窓";
  const std::string page = called_page(address);
  std::string expected = "a.example/";
  for (int i = 0; i < 54; ++i) expected += "窓";
  EXPECT_EQ(page, expected);
}

}  // namespace
}  // namespace madoguchi::channels
