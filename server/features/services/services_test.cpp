// Services, their directory, and the order in which changes are told.

#include <algorithm>

#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using base::ServiceId;
using transport::Method;

class ServicesTest : public AccountsTest {
 protected:
  ServicesTest() : founded_(found()), admin_(sign_in_as(founded_.admin)) {}

  static std::string path_of(ServiceId id) { return "/api/v1/services/" + to_string(id); }

  const Founded founded_;
  const std::string admin_;
};
INSTANTIATE_TEST_SUITE_P(Both, ServicesTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(ServicesTest, a_new_service_is_ready_to_be_used) {
  const Answer made = call(Method::kPost, "/api/v1/services",
                           R"({"name":"서울","language":"ko","timeZone":"Asia/Seoul"})", admin_);
  ASSERT_EQ(made.status, 201) << boost::json::serialize(made.json);
  EXPECT_EQ(made.text("language"), "ko");
  EXPECT_TRUE(made.json.at("features").at("chat").as_bool());
  const std::string key = made.text("key");
  EXPECT_EQ(key.size(), 12u);
  EXPECT_EQ(key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"), std::string::npos);
  const auto entry = directory_->find_by_key(key);
  ASSERT_TRUE(entry);
  EXPECT_EQ(to_string(entry->service.id), made.text("id"));
  EXPECT_EQ(entry->queues.size(), 1u);
  EXPECT_TRUE(entry->queues[0].is_default);
  EXPECT_FALSE(entry->chat.greeting.ko.empty());
  const ServiceForDesk& told = desk_.services.back();
  EXPECT_EQ(told.name, "서울");
  EXPECT_EQ(told.default_queue(), entry->queues[0].id);
  EXPECT_EQ(told.timers.silence_end, base::Seconds(300));
}

TEST_P(ServicesTest, an_organization_admin_has_the_new_service_at_once) {
  EXPECT_EQ(get("/api/v1/services", admin_).json.at("services").as_array().size(), 1u);
  const ServiceId fresh = add_service("別館");
  EXPECT_EQ(get("/api/v1/services", admin_).json.at("services").as_array().size(), 2u);
  EXPECT_EQ(get(path_of(fresh), admin_).status, 200);
}

TEST_P(ServicesTest, are_listed_by_name_for_those_who_have_a_part_in_them) {
  const ServiceId second = add_service("B");
  const ServiceId third = add_service("A");
  const std::string kim =
      sign_in_as(add_operator("kim@example.jp", {{second, ServiceRole::kOperator, true},
                                                 {third, ServiceRole::kOperator, true}}));
  const Answer answer = get("/api/v1/services", kim);
  const auto& rows = answer.json.at("services").as_array();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].at("name").as_string(), "A");
  EXPECT_EQ(rows[1].at("name").as_string(), "B");
  EXPECT_EQ(get(path_of(founded_.service), kim).status, 404);
}

TEST_P(ServicesTest, a_service_admin_changes_the_service) {
  const std::string lead = sign_in_as(
      add_operator("lead@example.jp", {{founded_.service, ServiceRole::kServiceAdmin, false}}));
  const Answer answer =
      call(Method::kPatch, path_of(founded_.service),
           R"({"name":"本店","language":"en","timeZone":"UTC","features":{"chat":false}})", lead);
  ASSERT_EQ(answer.status, 200) << boost::json::serialize(answer.json);
  EXPECT_EQ(boost::json::serialize(get(path_of(founded_.service), lead).json),
            boost::json::serialize(answer.json));
  EXPECT_FALSE(answer.json.at("features").at("chat").as_bool());
  EXPECT_FALSE(desk_.services.back().has_chat);
  EXPECT_EQ(desk_.services.back().name, "本店");
  EXPECT_EQ(audited_actions().back(), "service.updated");
}

TEST_P(ServicesTest, what_is_absent_stays) {
  call(Method::kPatch, path_of(founded_.service), R"({"name":"本店"})", admin_);
  const Answer answer = get(path_of(founded_.service), admin_);
  EXPECT_EQ(answer.text("name"), "本店");
  EXPECT_EQ(answer.text("language"), "ja");
  EXPECT_EQ(answer.text("timeZone"), "Asia/Tokyo");
}

TEST_P(ServicesTest, wrong_input_is_named) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"name":"","language":"ja","timeZone":"UTC"})", "name"},
      {R"({"name":"x","language":"fr","timeZone":"UTC"})", "language"},
      {R"({"name":"x","language":"ja","timeZone":"Tokyo"})", "timeZone"},
      {R"({"name":"x","language":"ja","timeZone":"UTC","key":"mine"})", "key"},
      {R"({"name":"x","language":"ja"})", "timeZone"},
  };
  for (const auto& [body, field] : cases) {
    EXPECT_EQ(call(Method::kPost, "/api/v1/services", body, admin_).field(), field) << body;
  }
  const Answer answer = call(Method::kPatch, path_of(founded_.service),
                             R"({"features":{"chat":true,"phone":true}})", admin_);
  EXPECT_EQ(answer.field(), "features.phone");
}

TEST_P(ServicesTest, a_restart_reads_what_was_kept) {
  add_service("別館");
  ServiceDirectory again(desk_);
  ASSERT_TRUE(again.load_all(*database_));
  const auto all = again.all();
  ASSERT_EQ(all.size(), 2u);
  const auto entry = again.find(founded_.service);
  ASSERT_TRUE(entry);
  EXPECT_EQ(boost::json::serialize(chat_settings_json(entry->chat)),
            boost::json::serialize(chat_settings_json(*chat_settings_->current(founded_.service))));
  const auto for_the_desk = database_->read_now(load_services_for_desk);
  ASSERT_TRUE(for_the_desk);
  ASSERT_EQ(for_the_desk->size(), 2u);
  const auto one = std::ranges::find(*for_the_desk, founded_.service, &ServiceForDesk::id);
  ASSERT_NE(one, for_the_desk->end());
  EXPECT_EQ(one->default_queue(), entry->queues[0].id);
}

TEST_P(ServicesTest, an_unknown_service_is_nowhere) {
  EXPECT_FALSE(directory_->find(ServiceId(1)));
  EXPECT_FALSE(directory_->find_by_key("nokey"));
  EXPECT_FALSE(chat_settings_->current(ServiceId(1)));
  EXPECT_EQ(get(path_of(ServiceId(1)), admin_).status, 404);
  EXPECT_FALSE(services_->announce_now(ServiceId(1)));
}

}  // namespace
}  // namespace madoguchi::features
