#include "transport/target.h"

#include <gtest/gtest.h>

#include "transport/percent.h"

namespace madoguchi::transport {
namespace {

TEST(PercentDecode, decodes_escapes_of_both_cases) {
  EXPECT_EQ(percent_decode("a%20b%E7%aA%93", Plus::kLiteral), "a b窓");
  EXPECT_EQ(percent_decode("", Plus::kLiteral), "");
}

TEST(PercentDecode, plus_is_a_space_in_queries_only) {
  EXPECT_EQ(percent_decode("a+b%2B", Plus::kSpace), "a b+");
  EXPECT_EQ(percent_decode("a+b", Plus::kLiteral), "a+b");
}

TEST(PercentDecode, refuses_what_is_no_escape_or_no_text) {
  for (const auto* text : {"%", "%2", "%zz", "a%", "%%41", "%+1", "%-1", "% 1", "%00", "%ff",
                           "%c0%af", "%ed%a0%80", "%f4%90%80%80", "%e7%aa", "\xE7\xAA"}) {
    EXPECT_FALSE(percent_decode(text, Plus::kSpace)) << text;
  }
  EXPECT_FALSE(percent_decode(std::string_view("a\0b", 3), Plus::kLiteral));
}

TEST(PercentEncode, keeps_attr_chars_only) {
  EXPECT_EQ(percent_encode("a-Z_9.!#$&+^`|~"), "a-Z_9.!#$&+^`|~");
  EXPECT_EQ(percent_encode("a b\"'()*%/窓"), "a%20b%22%27%28%29%2A%25%2F%E7%AA%93");
}

TEST(PercentEncode, is_undone_by_decoding) {
  std::string all;
  for (char c = 1; c < 127; ++c) all += c;
  EXPECT_EQ(percent_decode(percent_encode(all + "窓口😀"), Plus::kLiteral), all + "窓口😀");
}

TEST(ParseTarget, splits_path_and_query) {
  const auto target = parse_target("/a%20b/%E7%AA%93?x=%31&y");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a b/窓");
  EXPECT_EQ(target->query, "x=%31&y");
  EXPECT_EQ(target->authority, "");
  EXPECT_EQ(parse_target("/")->path, "/");
  EXPECT_EQ(parse_target("/a?b?c")->query, "b?c");
  EXPECT_EQ(parse_target("/...")->path, "/...");
  EXPECT_EQ(parse_target("/a#part")->path, "/a");
}

TEST(ParseTarget, takes_the_absolute_form) {
  const auto target = parse_target("http://shop.example:81/a?b");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->authority, "shop.example:81");
  EXPECT_EQ(target->path, "/a");
  EXPECT_EQ(target->query, "b");
  EXPECT_EQ(parse_target("https://shop.example")->path, "/");
  EXPECT_EQ(parse_target("https://shop.example?x")->query, "x");
}

struct BadTarget {
  const char* target;
  const char* field;
};

class ParseTargetRefuses : public testing::TestWithParam<BadTarget> {};

TEST_P(ParseTargetRefuses, naming_the_part) {
  const auto target = parse_target(GetParam().target);
  ASSERT_FALSE(target) << GetParam().target;
  EXPECT_EQ(target.error().code, base::ErrorCode::kInvalidInput);
  EXPECT_EQ(target.error().field, GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ParseTargetRefuses,
    testing::Values(BadTarget{"", "path"}, BadTarget{"*", "path"}, BadTarget{"a", "path"},
                    BadTarget{"?a", "path"}, BadTarget{"http://", "path"},
                    BadTarget{"ftp://x/", "path"}, BadTarget{"/..", "path"},
                    BadTarget{"/a/../b", "path"}, BadTarget{"/./a", "path"},
                    BadTarget{"/%2e%2E/a", "path"}, BadTarget{"/a%2fb", "path"},
                    BadTarget{"/a%2Fb", "path"}, BadTarget{"/%00", "path"},
                    BadTarget{"/%ff", "path"}, BadTarget{"/%0a", "path"}, BadTarget{"/%7f", "path"},
                    BadTarget{"/%", "path"}, BadTarget{"/a?%00", "query"},
                    BadTarget{"/a?x=%c3", "query"}, BadTarget{"/a?x=%c3&y=%a9", "query"},
                    BadTarget{"/a?%g0", "query"}));

TEST(FindQueryParameter, decodes_the_first_of_the_name) {
  constexpr auto kQuery = "a=1&b=%E7%AA%93+x&a=2&c&d=&%65=5&=6&&f=a=b";
  EXPECT_EQ(find_query_parameter(kQuery, "a"), "1");
  EXPECT_EQ(find_query_parameter(kQuery, "b"), "窓 x");
  EXPECT_EQ(find_query_parameter(kQuery, "c"), "");
  EXPECT_EQ(find_query_parameter(kQuery, "d"), "");
  EXPECT_EQ(find_query_parameter(kQuery, "e"), "5");
  EXPECT_EQ(find_query_parameter(kQuery, "f"), "a=b");
  EXPECT_FALSE(find_query_parameter(kQuery, "g"));
  EXPECT_FALSE(find_query_parameter("", ""));
}

TEST(FindQueryParameter, gives_nothing_for_what_is_no_text) {
  EXPECT_FALSE(find_query_parameter("a=%ff", "a"));
  EXPECT_FALSE(find_query_parameter("a=%0", "a"));
  EXPECT_EQ(find_query_parameter("%ff=1&a=2", "a"), "2");
}

TEST(FindCookie, tolerates_how_browsers_write) {
  constexpr auto kHeader = "a=1; session=x=y==;b=\"2\";  c = 3 ;;d; =e; session=second";
  EXPECT_EQ(find_cookie(kHeader, "a"), "1");
  EXPECT_EQ(find_cookie(kHeader, "session"), "x=y==");
  EXPECT_EQ(find_cookie(kHeader, "b"), "\"2\"");
  EXPECT_EQ(find_cookie(kHeader, "c"), "3");
  EXPECT_FALSE(find_cookie(kHeader, "d"));
  EXPECT_FALSE(find_cookie(kHeader, "sess"));
  EXPECT_FALSE(find_cookie("", "a"));
}

}  // namespace
}  // namespace madoguchi::transport
