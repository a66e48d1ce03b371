#include "base/ascii.h"

#include <gtest/gtest.h>

namespace madoguchi::base {
namespace {

TEST(Ascii, lower_case_is_of_its_letters_alone) {
  EXPECT_EQ(lower_ascii("Content-TYPE: [@Z]"), "content-type: [@z]");
  EXPECT_EQ(lower_ascii("ÄÉ"), "ÄÉ");
}

TEST(Ascii, knows_its_letters_and_digits) {
  for (const char c : std::string_view("azAZ09")) EXPECT_TRUE(is_ascii_letter_or_digit(c)) << c;
  for (const char c : std::string_view("`{@[/: _-\xC3")) {
    EXPECT_FALSE(is_ascii_letter_or_digit(c)) << c;
  }
}

TEST(Ascii, texts_are_equal_whatever_their_case) {
  EXPECT_TRUE(equals_ignoring_case("Keep-Alive", "keep-aliVE"));
  EXPECT_TRUE(equals_ignoring_case("", ""));
  EXPECT_FALSE(equals_ignoring_case("gzip", "gzip "));
  EXPECT_FALSE(equals_ignoring_case("@", "`"));
  EXPECT_FALSE(equals_ignoring_case("Ä", "ä"));
}

TEST(Ascii, a_text_is_split_at_each_separator) {
  using Parts = std::vector<std::string_view>;
  EXPECT_EQ(split("a;b;;", ';'), (Parts{"a", "b", "", ""}));
  EXPECT_EQ(split("", ';'), (Parts{""}));
}

}  // namespace
}  // namespace madoguchi::base
