#include "base/text.h"

#include <string>

#include <gtest/gtest.h>

namespace madoguchi::base {
namespace {

using namespace std::string_view_literals;

TEST(ValidText, is_utf8_without_the_zero_character) {
  for (const std::string_view text :
       {""sv, "abc"sv, "返金をお願いします"sv, "한국어"sv, "😀"sv, "\x7f"sv, "\xF4\x8F\xBF\xBF"sv}) {
    EXPECT_TRUE(is_valid_text(text)) << text;
  }
  for (const std::string_view text :
       {"a\0b"sv, "\x80"sv, "\xC0\x80"sv, "\xE3\x81"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv,
        "\xFF"sv, "\xC1\xBF"sv, "abc\xE3"sv}) {
    EXPECT_FALSE(is_valid_text(text)) << testing::PrintToString(text);
  }
}

TEST(Characters, are_code_points) {
  EXPECT_EQ(count_characters(""), 0u);
  EXPECT_EQ(count_characters("返金a😀"), 4u);
  EXPECT_EQ(first_characters("返金a😀", 2), "返金");
  EXPECT_EQ(first_characters("返金a😀", 4), "返金a😀");
  EXPECT_EQ(first_characters("返金", 9), "返金");
  EXPECT_EQ(first_characters("返金", 0), "");
}

TEST(Trimming, takes_every_kind_of_space) {
  EXPECT_EQ(trimmed(" \t\r\n a b \n"), "a b");
  EXPECT_EQ(trimmed("　返金　"), "返金");
  EXPECT_EQ(trimmed("\u200B\uFEFFa\u00A0"), "a");
  EXPECT_EQ(trimmed(" 　 "), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(ControlCharacters, include_line_breaks_of_every_kind) {
  EXPECT_FALSE(has_control_characters("返金 abc 😀"));
  for (const std::string_view text :
       {"a\nb"sv, "a\rb"sv, "\t"sv, "\x7f"sv, "\u0085"sv, "\u2028"sv, "\u2029"sv, "\x1b"sv}) {
    EXPECT_TRUE(has_control_characters(text)) << testing::PrintToString(text);
  }
}

struct FoldCase {
  const char* text;
  const char* folded;
};

TEST(SearchFolding, finds_a_text_however_it_is_written) {
  const FoldCase cases[] = {
      {"ＡＢＣ１２３", "abc123"},
      {"カタカナ", "かたかな"},
      {"ｶﾞｷﾞｸﾞ", "がぎぐ"},
      {"ヴァイオリン", "ゔぁいおりん"},
      {"Straße", "strasse"},
      {"한국어", "한국어"},
      {"  two   words ", "two words"},
      {"　全角　空白　", "全角 空白"},
      {"㍿", "株式会社"},
      {"ヽヾ", "ゝゞ"},
      {"", ""},
      {"ラーメン", "らーめん"},
  };
  for (const auto& [text, folded] : cases) EXPECT_EQ(fold_for_search(text), folded) << text;
}

TEST(SearchFolding, keeps_up_with_characters_that_grow) {
  std::string many;
  for (int i = 0; i < 200; ++i) many += "\uFDFA";  // becomes 18 characters each
  EXPECT_GT(count_characters(fold_for_search(many)), 3000u);
}

TEST(MailAddress, is_local_at_domain) {
  for (const char* text : {"a@b.co", "first.last+tag@shop.example", "o'neil@example.jp",
                           "x@localhost", "A_B@EXAMPLE.COM", "1@1.example"}) {
    EXPECT_TRUE(is_mail_address(text)) << text;
  }
  const std::string long_local = std::string(65, 'a') + "@b.co";
  const std::string long_label = "a@" + std::string(64, 'b') + ".co";
  for (const std::string& text :
       {std::string(), std::string("a"), std::string("@b.co"), std::string("a@"),
        std::string("a@b"), std::string(".a@b.co"), std::string("a.@b.co"),
        std::string("a..b@c.co"), std::string("a b@c.co"), std::string("a@-b.co"),
        std::string("a@b-.co"), std::string("a@b..co"), std::string("a@b.co."),
        std::string("a@[127.0.0.1]"), std::string("あ@b.co"), std::string("a@b.co\r\nBcc: x@y.zz"),
        std::string("\"a\"@b.co"), long_local, long_label}) {
    EXPECT_FALSE(is_mail_address(text)) << text;
  }
}

TEST(MailAddress, is_the_same_in_every_case) {
  EXPECT_EQ(fold_mail_address("Hanako.Sato@Example.JP"), "hanako.sato@example.jp");
}

TEST(Contrast, follows_wcag) {
  EXPECT_NEAR(*contrast_against_white("#000000"), 21.0, 0.001);
  EXPECT_NEAR(*contrast_against_white("#FFFFFF"), 1.0, 0.001);
  EXPECT_NEAR(*contrast_against_white("#767676"), 4.54, 0.01);
  EXPECT_NEAR(*contrast_against_white("#777777"), 4.48, 0.01);
  for (const char* text : {"", "#000", "000000", "#00000g", "#0000000", "red"}) {
    EXPECT_FALSE(contrast_against_white(text)) << text;
  }
}

TEST(FileName, loses_what_harms) {
  const FoldCase cases[] = {
      {"領収書.pdf", "領収書.pdf"},
      {"../../etc/passwd", "passwd"},
      {"C:\\Users\\x\\a.png", "a.png"},
      {"..hidden", "hidden"},
      {"a\r\nb.txt", "ab.txt"},
      {"exe\u202Egnp.exe", "exegnp.exe"},
      {"what?\"<b>\".txt", "what___b__.txt"},
      {"  spaced .txt . ", "spaced .txt"},
      {"", "file"},
      {"...", "file"},
      {"/", "file"},
  };
  for (const auto& [name, clean] : cases) EXPECT_EQ(clean_file_name(name), clean) << name;
}

TEST(FileName, keeps_its_ending_when_it_is_cut) {
  const std::string clean = clean_file_name(std::string(300, 'a') + ".jpeg");
  EXPECT_EQ(count_characters(clean), 120u);
  EXPECT_TRUE(clean.ends_with(".jpeg"));
  EXPECT_EQ(count_characters(clean_file_name("a." + std::string(300, 'b'))), 120u);
  // Cut where a blank or a dot stands.
  EXPECT_EQ(clean_file_name(std::string(119, 'a') + ". " + std::string(50, 'b')),
            std::string(119, 'a'));
}

TEST(Origin, is_brought_to_the_form_of_browsers) {
  const FoldCase cases[] = {
      {"https://shop.example", "https://shop.example"},
      {"HTTPS://Shop.Example/", "https://shop.example"},
      {"https://shop.example:443", "https://shop.example"},
      {"http://shop.example:80/", "http://shop.example"},
      {"http://localhost:8081", "http://localhost:8081"},
      {"https://shop.example:8443", "https://shop.example:8443"},
      {"https://お店.example", "https://xn--t8jz70l.example"},
      {"https://[2001:DB8::0:1]:8443", "https://[2001:db8::1]:8443"},
      {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
  };
  for (const auto& [text, origin] : cases) EXPECT_EQ(normal_origin(text), origin) << text;
}

TEST(Origin, is_nothing_else) {
  for (const char* text : {"",
                           "shop.example",
                           "//shop.example",
                           "ftp://shop.example",
                           "https://",
                           "https:///",
                           "https://shop.example/page",
                           "https://shop.example?x",
                           "https://shop.example#x",
                           "https://user@shop.example",
                           "https://shop.example:0",
                           "https://shop.example:65536",
                           "https://shop.example:",
                           "https://shop example",
                           "https://*.example",
                           "https://.example",
                           "https://shop..example",
                           "https://shop.example.",
                           "null",
                           "javascript:alert(1)",
                           "https://127.0.0.256",
                           "https://1",
                           "https://[::1",
                           "https://[zz]",
                           "https://a@b:1",
                           "https://shop.example:+80",
                           "https://shop.example:000443"}) {
    EXPECT_FALSE(normal_origin(text)) << text << " " << normal_origin(text).value_or("");
  }
}

TEST(WebAddress, is_https_and_harmless) {
  for (const char* text :
       {"https://shop.example", "https://shop.example/privacy?lang=ja#top",
        "http://localhost:8081/inquiry", "https://shop.example/個人情報", "http://127.0.0.1/"}) {
    EXPECT_TRUE(is_web_address(text)) << text;
  }
  for (const char* text :
       {"", "http://shop.example", "javascript:alert(1)", "https://user:pw@shop.example/",
        "https://shop.example/a b", "https://shop.example/\"onclick", "https://shop.example/\n",
        "/privacy", "data:text/html,x", "https://shop.example/<script>"}) {
    EXPECT_FALSE(is_web_address(text)) << text;
  }
}

TEST(TimeZone, is_a_name_of_the_iana_list) {
  for (const char* name : {"Asia/Tokyo", "Asia/Seoul", "UTC", "America/Argentina/Ushuaia",
                           "Europe/Berlin", "Etc/UTC"}) {
    EXPECT_TRUE(is_time_zone(name)) << name;
  }
  for (const char* name : {"", "JST", "asia/tokyo", "Asia/Nowhere", "GMT+9", "Asia/Tokyo ",
                           "../etc/localtime", "東京/日本"}) {
    EXPECT_FALSE(is_time_zone(name)) << name;
  }
}

TEST(LanguageNames, go_both_ways) {
  for (const char* name : {"ja", "en", "ko"}) {
    EXPECT_EQ(language_name(*language_from_name(name)), name);
  }
  EXPECT_FALSE(language_from_name("fr"));
  EXPECT_FALSE(language_from_name("JA"));
  const Text3 text{"はい", "yes", "네"};
  EXPECT_EQ(text.in(Language::kJapanese), "はい");
  EXPECT_EQ(text.in(Language::kEnglish), "yes");
  EXPECT_EQ(text.in(Language::kKorean), "네");
}

}  // namespace
}  // namespace madoguchi::base
