#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using transport::Method;

struct FindCase {
  const char* text;
  const char* found;  ///< "" for none
};

TEST(NgWords, are_found_however_they_are_written) {
  const NgWords words = make_ng_words({"バカ", "stupid", "クレジット 番号"});
  const FindCase cases[] = {
      {"この馬鹿", ""},
      {"おバカさん", "バカ"},
      {"ばか", "バカ"},
      {"ﾊﾞｶ", "バカ"},
      {"How STUPID", "stupid"},
      {"ｓｔｕｐｉｄ", "stupid"},
      {"stu pid", ""},
      {"クレジット　番号", "クレジット 番号"},
      {"", ""},
      {"クレジット\n番号", "クレジット 番号"},
  };
  for (const auto& [text, found] : cases)
    EXPECT_EQ(words.find_in(text).value_or(""), found) << text;
}

TEST(NgWords, are_kept_once_and_never_empty) {
  const NgWords words = make_ng_words({"バカ", "ばか", "\u200B", "Spam", "SPAM"});
  EXPECT_EQ(words.words, (std::vector<std::string>{"バカ", "Spam"}));
  EXPECT_FALSE(make_ng_words({"\u200B"}).find_in("anything"));
}

class NgWordsTest : public AccountsTest {
 protected:
  NgWordsTest()
      : founded_(found()),
        admin_(sign_in_as(founded_.admin)),
        path_("/api/v1/services/" + to_string(founded_.service) + "/ng-words") {}

  const Founded founded_;
  const std::string admin_;
  const std::string path_;
};
INSTANTIATE_TEST_SUITE_P(Both, NgWordsTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(NgWordsTest, start_empty_and_are_read_as_they_were_written) {
  EXPECT_EQ(boost::json::serialize(get(path_, admin_).json), R"({"words":[]})");
  const std::string body = R"({"words":["バカ","stupid"]})";
  EXPECT_EQ(boost::json::serialize(call(Method::kPut, path_, body, admin_).json), body);
  EXPECT_EQ(boost::json::serialize(get(path_, admin_).json), body);
  EXPECT_EQ(ng_words_->current(founded_.service)->find_in("ばか！"), "バカ");
  EXPECT_EQ(audited_actions().back(), "ngWords.replaced");
}

TEST_P(NgWordsTest, are_a_matter_of_their_service) {
  const base::ServiceId other = add_service("別館");
  call(Method::kPut, path_, R"({"words":["バカ"]})", admin_);
  EXPECT_TRUE(ng_words_->current(other)->words.empty());
}

TEST_P(NgWordsTest, survive_a_restart) {
  call(Method::kPut, path_, R"({"words":["バカ","a b"]})", admin_);
  NgWordsService again(*database_, audit_);
  ASSERT_TRUE(again.load_all());
  EXPECT_EQ(again.current(founded_.service)->words, (std::vector<std::string>{"バカ", "a b"}));
}

TEST_P(NgWordsTest, wrong_words_are_named) {
  const auto field = [&](const std::string& body) {
    return call(Method::kPut, path_, body, admin_).field();
  };
  EXPECT_EQ(field(R"({"words":["a",""]})"), "words[1]");
  EXPECT_EQ(field(R"({"words":["a\nb"]})"), "words[0]");
  EXPECT_EQ(field(R"({"words":"a"})"), "words");
  EXPECT_EQ(field(R"({})"), "words");
  EXPECT_EQ(field(R"({"words":[")" + std::string(51, 'a') + R"("]})"), "words[0]");
}

TEST_P(NgWordsTest, a_thousand_of_them_fit) {
  std::string body = R"({"words":[)";
  for (int n = 0; n < 1000; ++n) {
    if (n > 0) body += ',';
    body += '"';
    for (int letter = 0; letter < 46; ++letter) body += "窓";
    body += std::to_string(1000 + n) + '"';
  }
  body += "]}";
  EXPECT_LT(body.size(), router_.find(Method::kPut, path_, false)->options.max_body_bytes);
  EXPECT_EQ(call(Method::kPut, path_, body, admin_).status, 200);
  EXPECT_EQ(ng_words_->current(founded_.service)->words.size(), 1000u);
}

}  // namespace
}  // namespace madoguchi::features
