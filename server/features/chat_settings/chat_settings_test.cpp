#include "features/chat_settings/chat_settings.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using base::Language;
using transport::Method;

std::string standard_body() {
  return boost::json::serialize(chat_settings_json(standard_chat_settings("こよみ舎")));
}

/// The standard settings with one member replaced.
std::string body_with(const char* key, const char* value) {
  auto json = boost::json::parse(standard_body()).as_object();
  json[key] = boost::json::parse(value);
  return boost::json::serialize(json);
}

/// The field that is refused, or "".
std::string refused_field(const std::string& body, Language standard = Language::kJapanese) {
  auto reader = base::JsonReader::parse(body);
  (void)read_chat_settings(*reader, standard);
  const auto status = reader->finish();
  return status ? "" : status.error().field;
}

TEST(ChatSettingsShape, of_a_new_service_is_valid_in_every_language) {
  for (const Language language : {Language::kJapanese, Language::kEnglish, Language::kKorean}) {
    EXPECT_EQ(refused_field(standard_body(), language), "");
  }
}

struct FieldCase {
  const char* key;
  const char* value;
  const char* refused;
};

TEST(ChatSettingsShape, is_checked_field_by_field) {
  const FieldCase cases[] = {
      {"color", R"("#767676")", ""},
      {"color", R"("#777777")", "color"},
      {"color", R"("#FFFFFF")", "color"},
      {"color", R"("red")", "color"},
      {"color", R"("#12345g")", "color"},
      {"title", R"({"ja":"","en":"","ko":""})", ""},
      {"title", R"({"ja":"","en":"Shop","ko":""})", "title.ja"},
      {"title", R"({"ja":"店","en":"","ko":""})", ""},
      {"title", R"({"ja":"a\nb","en":"","ko":""})", "title.ja"},
      {"greeting", R"({"ja":"a\nb","en":"","ko":""})", ""},
      {"greeting", R"({"ja":"x","en":""})", "greeting.ko"},
      {"consentText", R"({"ja":"","en":"","ko":""})", "consentText.ja"},
      {"consentUrl", R"("https://shop.example/privacy")", ""},
      {"consentUrl", R"x("javascript:alert(1)")x", "consentUrl"},
      {"inquiryUrl", R"("http://shop.example")", "inquiryUrl"},
      {"origins", R"(["https://shop.example/path"])", "origins[0]"},
      {"origins", R"(["https://shop.example","*"])", "origins[1]"},
      {"origins", R"("https://shop.example")", "origins"},
      {"silenceEndSeconds", "86401", "silenceEndSeconds"},
      {"silenceEndSeconds", "-1", "silenceEndSeconds"},
      {"silenceEndSeconds", "0", ""},
      {"silenceWarningSeconds", "300", "silenceWarningSeconds"},
      {"silenceWarningSeconds", "0", ""},
      {"openDeadlineSeconds", "9", "openDeadlineSeconds"},
      {"openDeadlineSeconds", "3601", "openDeadlineSeconds"},
      {"consentRequired", "null", "consentRequired"},
      {"webCallQueueId", "null", ""},
      {"webCallQueueId", R"("12")", ""},
      {"webCallQueueId", "12", "webCallQueueId"},
      {"webCallQueueId", R"("x")", "webCallQueueId"},
      {"extra", "1", "extra"},
  };
  for (const auto& [key, value, refused] : cases) {
    EXPECT_EQ(refused_field(body_with(key, value)), refused) << key << " " << value;
  }
}

TEST(ChatSettingsShape, keeps_each_origin_once_in_the_form_of_browsers) {
  auto reader = base::JsonReader::parse(body_with(
      "origins",
      R"(["https://Shop.example/","https://shop.example:443","http://localhost:8081"," "])"));
  auto bad = read_chat_settings(*reader, Language::kJapanese);
  EXPECT_EQ(reader->finish().error().field, "origins[3]");
  auto good_reader = base::JsonReader::parse(
      body_with("origins",
                R"(["https://Shop.example/","https://shop.example:443","http://localhost:8081"])"));
  const ChatSettings good = read_chat_settings(*good_reader, Language::kJapanese);
  EXPECT_TRUE(good_reader->finish());
  EXPECT_EQ(good.origins,
            (std::vector<std::string>{"https://shop.example", "http://localhost:8081"}));
  EXPECT_TRUE(good.allows("https://shop.example"));
  EXPECT_FALSE(good.allows("http://shop.example"));
  EXPECT_FALSE(good.allows("https://shop.example.evil"));
}

class ChatSettingsTest : public AccountsTest {
 protected:
  ChatSettingsTest()
      : founded_(found()),
        admin_(sign_in_as(founded_.admin)),
        path_("/api/v1/services/" + to_string(founded_.service) + "/chat-settings") {}

  const Founded founded_;
  const std::string admin_;
  const std::string path_;
};
INSTANTIATE_TEST_SUITE_P(Both, ChatSettingsTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(ChatSettingsTest, are_read_as_they_were_written) {
  auto json = boost::json::parse(standard_body()).as_object();
  json["color"] = "#123456";
  json["origins"] = {"https://b.example", "https://a.example"};
  json["silenceEndSeconds"] = 600;
  json["consentRequired"] = false;
  json["greeting"] = {{"ja", "いらっしゃいませ\n窓口です"}, {"en", ""}, {"ko", "어서 오세요"}};
  const Answer put = call(Method::kPut, path_, boost::json::serialize(json), admin_);
  ASSERT_EQ(put.status, 200) << boost::json::serialize(put.json);
  EXPECT_EQ(put.json, boost::json::value(json));
  EXPECT_EQ(get(path_, admin_).json, boost::json::value(json));
  json["origins"] = boost::json::array{"https://c.example"};
  EXPECT_EQ(call(Method::kPut, path_, boost::json::serialize(json), admin_).json,
            boost::json::value(json));
}

TEST_P(ChatSettingsTest, reach_the_desk_and_the_widget_at_once) {
  const auto before = chat_settings_->current(founded_.service);
  auto json = boost::json::parse(standard_body()).as_object();
  json["openDeadlineSeconds"] = 20;
  json["silenceWarningSeconds"] = 0;
  call(Method::kPut, path_, boost::json::serialize(json), admin_);
  EXPECT_EQ(desk_.services.back().timers.open_deadline, base::Seconds(20));
  EXPECT_EQ(chat_settings_->current(founded_.service)->timers.silence_warning, base::Seconds(0));
  EXPECT_EQ(before->timers.open_deadline, base::Seconds(60));  // whoever held the old ones
  EXPECT_EQ(audited_actions().back(), "chatSettings.replaced");
}

TEST_P(ChatSettingsTest, follow_the_language_of_the_service) {
  const base::ServiceId korean = add_service("서울");
  auto json = boost::json::parse(standard_body()).as_object();
  json["endText"] = {{"ja", "終わり"}, {"en", ""}, {"ko", ""}};
  const std::string path = "/api/v1/services/" + to_string(korean) + "/chat-settings";
  EXPECT_EQ(call(Method::kPut, path, boost::json::serialize(json), admin_).field(), "endText.ko");
  EXPECT_EQ(call(Method::kPut, path_, boost::json::serialize(json), admin_).status, 200);
}

TEST_P(ChatSettingsTest, name_a_queue_of_the_service_for_calls_from_pages) {
  const base::QueueId queue = directory_->find(founded_.service)->queues.front().id;
  const base::ServiceId other = add_service("別の店");
  const base::QueueId foreign = directory_->find(other)->queues.front().id;
  auto json = boost::json::parse(standard_body()).as_object();
  json["webCallQueueId"] = to_string(foreign);
  EXPECT_EQ(call(Method::kPut, path_, boost::json::serialize(json), admin_).field(),
            "webCallQueueId");
  json["webCallQueueId"] = to_string(queue);
  EXPECT_EQ(call(Method::kPut, path_, boost::json::serialize(json), admin_).json,
            boost::json::value(json));
  EXPECT_EQ(chat_settings_->current(founded_.service)->web_call_queue, queue);
  json["webCallQueueId"] = nullptr;
  call(Method::kPut, path_, boost::json::serialize(json), admin_);
  EXPECT_EQ(chat_settings_->current(founded_.service)->web_call_queue, std::nullopt);
}

TEST_P(ChatSettingsTest, fit_at_their_largest) {
  std::string longest;
  for (int n = 0; n < 1000; ++n) longest += "窓";
  auto json = boost::json::parse(standard_body()).as_object();
  for (const char* key :
       {"title", "hoursText", "greeting", "consentText", "offlineText", "endText"}) {
    json[key] = {{"ja", longest}, {"en", longest}, {"ko", longest}};
  }
  const std::string body = boost::json::serialize(json);
  const auto match = router_.find(Method::kPut, path_, false);
  EXPECT_LT(body.size(), match->options.max_body_bytes);
  EXPECT_EQ(call(Method::kPut, path_, body, admin_).status, 200);
}

}  // namespace
}  // namespace madoguchi::features
