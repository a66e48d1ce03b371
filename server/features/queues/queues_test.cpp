// The queues of a service: who may change them, what is refused, and that the desk learns it.

#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using base::Seconds;
using transport::Method;

class QueuesTest : public AccountsTest {
 protected:
  QueuesTest() : founded_(found()), admin_(sign_in_as(founded_.admin)) {}

  std::string path() const { return "/api/v1/services/" + to_string(founded_.service) + "/queues"; }
  Answer make(const std::string& body) { return call(Method::kPost, path(), body, admin_); }
  std::string default_id() const {
    return to_string(directory_->find(founded_.service)->queues[0].id);
  }

  const Founded founded_;
  const std::string admin_;
};
INSTANTIATE_TEST_SUITE_P(Both, QueuesTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(QueuesTest, a_service_begins_with_one) {
  const Answer answer = get(path(), admin_);
  ASSERT_EQ(answer.status, 200);
  const auto& rows = answer.json.at("queues").as_array();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_TRUE(rows[0].at("isDefault").as_bool());
  EXPECT_EQ(rows[0].at("name").as_string(), "総合窓口");
  EXPECT_EQ(rows[0].at("ringSeconds").as_int64(), 20);
  EXPECT_EQ(rows[0].at("longestWaitSeconds").as_int64(), 300);
}

TEST_P(QueuesTest, a_new_one_is_told_to_the_desk) {
  const Answer made = make(R"({"name":"注文","ringSeconds":30,"longestWaitSeconds":600})");
  ASSERT_EQ(made.status, 201) << boost::json::serialize(made.json);
  EXPECT_FALSE(made.json.at("isDefault").as_bool());
  const auto& told = desk_.services.back().queues;
  ASSERT_EQ(told.size(), 2u);
  EXPECT_TRUE(told[0].is_default);
  EXPECT_EQ(told[1].name, "注文");
  EXPECT_EQ(told[1].ring_time, Seconds(30));
  EXPECT_EQ(told[1].longest_wait, Seconds(600));
  EXPECT_EQ(audited_actions().back(), "queue.made");
}

TEST_P(QueuesTest, times_that_are_not_named_are_the_standard_ones) {
  const Answer made = make(R"({"name":"注文"})");
  EXPECT_EQ(made.json.at("ringSeconds").as_int64(), 20);
  EXPECT_EQ(made.json.at("longestWaitSeconds").as_int64(), 300);
}

TEST_P(QueuesTest, what_is_changed_stays_changed_and_the_rest_as_it_was) {
  const Answer changed =
      call(Method::kPatch, path() + "/" + default_id(), R"({"ringSeconds":12})", admin_);
  ASSERT_EQ(changed.status, 200) << boost::json::serialize(changed.json);
  EXPECT_EQ(changed.json.at("ringSeconds").as_int64(), 12);
  EXPECT_EQ(changed.text("name"), "総合窓口");
  EXPECT_EQ(desk_.services.back().queues[0].ring_time, Seconds(12));
  EXPECT_EQ(desk_.services.back().queues[0].longest_wait, Seconds(300));
  ServiceDirectory again(desk_);
  ASSERT_TRUE(again.load_all(*database_));
  EXPECT_EQ(again.find(founded_.service)->queues[0].ring_time, Seconds(12));
  EXPECT_EQ(audited_actions().back(), "queue.updated");
}

TEST_P(QueuesTest, two_of_one_name_cannot_be) {
  ASSERT_EQ(make(R"({"name":"注文"})").status, 201);
  const Answer second = make(R"({"name":"注文"})");
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.field(), "name");
  const Answer renamed =
      call(Method::kPatch, path() + "/" + default_id(), R"({"name":"注文"})", admin_);
  EXPECT_EQ(renamed.status, 409);
  EXPECT_EQ(
      call(Method::kPatch, path() + "/" + default_id(), R"({"name":"総合窓口"})", admin_).status,
      200);
}

TEST_P(QueuesTest, there_are_only_so_many) {
  for (std::size_t n = 1; n < QueuesService::kMost; ++n) {
    ASSERT_EQ(make(R"({"name":")" + std::to_string(n) + R"("})").status, 201);
  }
  EXPECT_EQ(make(R"({"name":"one more"})").status, 409);
}

TEST_P(QueuesTest, wrong_input_is_named) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"name":""})", "name"},
      {R"({"name":"x\ny"})", "name"},
      {R"({"ringSeconds":20})", "name"},
      {R"({"name":"x","ringSeconds":4})", "ringSeconds"},
      {R"({"name":"x","ringSeconds":121})", "ringSeconds"},
      {R"({"name":"x","longestWaitSeconds":9})", "longestWaitSeconds"},
      {R"({"name":"x","longestWaitSeconds":3601})", "longestWaitSeconds"},
      {R"({"name":"x","isDefault":true})", "isDefault"},
  };
  for (const auto& [body, field] : cases) EXPECT_EQ(make(body).field(), field) << body;
  EXPECT_EQ(get(path(), admin_).json.at("queues").as_array().size(), 1u);
}

TEST_P(QueuesTest, operators_see_them_and_service_admins_change_them) {
  const std::string kim = sign_in_as(
      add_operator("kim@example.jp", {{founded_.service, ServiceRole::kOperator, true}}));
  EXPECT_EQ(get(path(), kim).status, 200);
  EXPECT_EQ(call(Method::kPost, path(), R"({"name":"x"})", kim).status, 403);
  EXPECT_EQ(call(Method::kPatch, path() + "/" + default_id(), R"({"name":"x"})", kim).status, 403);
  const std::string lead = sign_in_as(
      add_operator("lead@example.jp", {{founded_.service, ServiceRole::kServiceAdmin, false}}));
  EXPECT_EQ(call(Method::kPost, path(), R"({"name":"x"})", lead).status, 201);
}

TEST_P(QueuesTest, a_queue_of_another_service_is_nowhere) {
  const base::ServiceId other = add_service("別館");
  const std::string theirs = to_string(directory_->find(other)->queues[0].id);
  EXPECT_EQ(call(Method::kPatch, path() + "/" + theirs, R"({"name":"x"})", admin_).status, 404);
}

TEST_P(QueuesTest, the_longest_wrap_up_is_the_services) {
  const std::string service = "/api/v1/services/" + to_string(founded_.service);
  EXPECT_EQ(get(service, admin_).json.at("longestWrapUpSeconds").as_int64(), 180);
  EXPECT_EQ(call(Method::kPatch, service, R"({"longestWrapUpSeconds":45})", admin_).status, 200);
  EXPECT_EQ(get(service, admin_).json.at("longestWrapUpSeconds").as_int64(), 45);
  EXPECT_EQ(desk_.services.back().longest_wrap_up, Seconds(45));
  EXPECT_EQ(call(Method::kPatch, service, R"({"longestWrapUpSeconds":3601})", admin_).field(),
            "longestWrapUpSeconds");
}

}  // namespace
}  // namespace madoguchi::features
